package dev.sailplane.devstack;

import dev.sailplane.devstack.load.LoadResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Results as they become known, a row each. */
final class LoadTable implements Consumer<LoadResult> {
    private final PrintWriter out;
    private final List<LoadResult> failed = new ArrayList<>();

    /**
     * Prints the heading.
     *
     * @param title what is measured; the machine is added
     * @param unit what is counted
     */
    LoadTable(PrintWriter out, String title, String unit) {
        this.out = out;
        print(title + " on one machine: " + machine());
        print(LoadResult.heading(unit));
    }

    @Override
    public void accept(LoadResult result) {
        if (result.errors() > 0) {
            failed.add(result);
        }
        print(result.line());
    }

    /** Says what failed; the exit status. */
    int end() {
        failed.forEach(result -> Terminal.say(result.phase() + ": the first error was " + result.firstError()));
        return failed.isEmpty() ? 0 : 1;
    }

    /** Adds a line of text. */
    void print(String line) {
        out.println(line);
        out.flush();
    }

    private static String machine() {
        return "%d cores, %s, JDK %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.arch"),
                        Runtime.version().feature());
    }
}
