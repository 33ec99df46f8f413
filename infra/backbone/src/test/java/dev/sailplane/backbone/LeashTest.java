package dev.sailplane.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LeashTest {
    @Test
    void aChildEndsWhenItsParentLetsGo() throws IOException, InterruptedException {
        Process child = leashed(Sleeper.class);
        assertThat(child.waitFor(2, TimeUnit.SECONDS)).isFalse();
        child.getOutputStream().close();
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aChildThatFailsEndsByItself() throws IOException, InterruptedException {
        assertThat(leashed(Failing.class).waitFor()).isEqualTo(1);
    }

    private static Process leashed(Class<?> main) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Leash.class.getName(),
                        main.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Never ends by itself. */
    public static final class Sleeper {
        private Sleeper() {}

        /** Sleeps. */
        public static void main(String[] arguments) throws InterruptedException {
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    /** Fails at once, with a thread of its own still at work. */
    public static final class Failing {
        private Failing() {}

        /** Fails. */
        public static void main(String[] arguments) {
            Thread.ofPlatform().start(LockSupport::park);
            if (arguments.length == 0) {
                throw new IllegalStateException("as meant");
            }
        }
    }
}
