package dev.sailplane.devstack;

/** Words for the person at the terminal: on standard error, so that standard output holds results alone. */
final class Terminal {
    /** The model in the box. */
    static final String BOX_MODEL = "sailplane/stickers";

    private Terminal() {}

    /** Says what the model in the box draws, so that nobody asks it for what it cannot know. */
    static void noteWhatItDraws(String model) {
        if (model.equals(BOX_MODEL)) {
            say(
                    "note: the model in the box, " + BOX_MODEL
                            + ", draws stickers of two dozen things and plain shapes; worker/models/stickers/README.md lists them");
        }
    }

    /** Says one thing. */
    static void say(String message) {
        System.err.println(message);
    }
}
