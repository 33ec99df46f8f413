package dev.sailplane.devstack;

/** Words for the person at the terminal: on standard error, so that standard output holds results alone. */
final class Terminal {
    private Terminal() {}

    /** Says one thing. */
    static void say(String message) {
        System.err.println(message);
    }

    /** Whether somebody watches, so that a line may be drawn over. */
    @SuppressWarnings("SystemConsoleNull") // From JDK 25 on it is null again where nobody watches.
    static boolean isWatched() {
        return System.console() != null && System.console().isTerminal();
    }
}
