package dev.sailplane.diffusion.model;

import java.util.Arrays;
import java.util.Optional;

/** The places a network can take in a model. */
public enum NetworkRole {
    /** Prompt to a small picture; every model has it. */
    BASE("base"),
    /** Small picture to a large one. */
    UPSAMPLE("upsample"),
    /** As {@link #BASE}, around known pixels. */
    BASE_INPAINT("base-inpaint"),
    /** As {@link #UPSAMPLE}, around known pixels. */
    UPSAMPLE_INPAINT("upsample-inpaint");

    private final String key;

    NetworkRole(String key) {
        this.key = key;
    }

    /** Its key under {@code networks} in {@code model.json}. */
    public String key() {
        return key;
    }

    /** Whether the network is told of known pixels. */
    public boolean inpainting() {
        return this == BASE_INPAINT || this == UPSAMPLE_INPAINT;
    }

    /** Whether the network enlarges a picture. */
    public boolean superResolution() {
        return this == UPSAMPLE || this == UPSAMPLE_INPAINT;
    }

    /** The same place without known pixels. */
    public NetworkRole plain() {
        return superResolution() ? UPSAMPLE : BASE;
    }

    /** The same place around known pixels. */
    public NetworkRole inpaint() {
        return superResolution() ? UPSAMPLE_INPAINT : BASE_INPAINT;
    }

    static Optional<NetworkRole> of(String key) {
        return Arrays.stream(values()).filter(role -> role.key.equals(key)).findFirst();
    }
}
