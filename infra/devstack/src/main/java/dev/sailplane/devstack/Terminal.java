package dev.sailplane.devstack;

/** Words for the person at the terminal: on standard error, so that standard output holds results alone. */
final class Terminal {
    /** The model in the box. */
    static final String TOY_MODEL = "sailplane/toy-shapes";

    private Terminal() {}

    /** Says so when the model is a toy, so that nobody takes its pictures for GLIDE's. */
    static void noteToy(String model) {
        if (model.equals(TOY_MODEL)) {
            say("note: the model in the box, " + TOY_MODEL
                    + ", is a toy: six shapes at 64 pixels, trained for minutes");
        }
    }

    /** Says one thing. */
    static void say(String message) {
        System.err.println(message);
    }
}
