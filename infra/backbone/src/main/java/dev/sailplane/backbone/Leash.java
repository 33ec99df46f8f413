package dev.sailplane.backbone;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Runs another main class and ends the process when its standard input ends. The parent holds the other end of that
 * pipe, so a child never outlives it, however the parent died.
 *
 * <p>Arguments: the main class, then its arguments.
 */
public final class Leash {
    private static final int FAILED = 1;
    private static final int ORPHANED = 75;
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);

    private Leash() {}

    /** Ties the leash, then runs the main class named by the first argument. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("leash").start(Leash::endWithParent);
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException failure) {
            // Not rethrown: threads that the failed program left behind would keep the process alive.
            failure.printStackTrace();
            System.exit(FAILED);
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // What the parent writes has no meaning; only the end has.
            }
        } catch (IOException brokenPipe) {
            // The same as the end of the stream.
        }
        Thread.ofPlatform().daemon().name("leash-halt").start(Leash::haltLater);
        System.exit(ORPHANED);
    }

    private static void haltLater() {
        try {
            Thread.sleep(TIME_TO_STOP);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
