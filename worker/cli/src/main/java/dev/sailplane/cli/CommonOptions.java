package dev.sailplane.cli;

import picocli.CommandLine.Option;

/** Options of every command, as a mixin. */
public final class CommonOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    @Option(names = OneLineErrors.VERBOSE, description = "Show stack traces of errors.")
    @SuppressWarnings("unused") // read from the parse result
    private boolean verbose;
}
