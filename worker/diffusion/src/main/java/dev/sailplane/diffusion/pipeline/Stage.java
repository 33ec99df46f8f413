package dev.sailplane.diffusion.pipeline;

/** The two halves of a generation. */
public enum Stage {
    /** Prompt to a small picture. */
    BASE("base"),
    /** Small picture to a large one. */
    UPSAMPLING("upsampling");

    private final String key;

    Stage(String key) {
        this.key = key;
    }

    /** Its name in events and parameters. */
    public String key() {
        return key;
    }
}
