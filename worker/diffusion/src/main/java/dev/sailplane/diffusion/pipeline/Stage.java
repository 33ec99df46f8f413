package dev.sailplane.diffusion.pipeline;

/** The two halves of a generation. */
public enum Stage {
    /** Prompt to a small picture. */
    BASE("base", 0),
    /** Small picture to a large one. */
    UPSAMPLING("upsampling", 1);

    private final String key;
    private final int noiseIndex;

    Stage(String key, int noiseIndex) {
        this.key = key;
        this.noiseIndex = noiseIndex;
    }

    /** Its name in events and parameters. */
    public String key() {
        return key;
    }

    /** Its index in a {@link dev.sailplane.diffusion.noise.NoiseSource}. */
    int noiseIndex() {
        return noiseIndex;
    }
}
