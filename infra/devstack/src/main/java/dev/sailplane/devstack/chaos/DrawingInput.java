package dev.sailplane.devstack.chaos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/**
 * What a job asks for; the same input gives the same pictures.
 *
 * @param sampler as the API names it
 * @param previews whether pictures of the work in progress are asked for
 */
public record DrawingInput(
        String prompt,
        long seed,
        int steps,
        int upsampleSteps,
        int outputs,
        String sampler,
        int guidance,
        boolean previews,
        Source source) {
    private static final int SIDE = 128;

    /** What the drawing starts from. */
    public enum Source {
        NOTHING,
        /** The left half of a picture is drawn anew. */
        EDIT,
        /** A whole picture is drawn anew, from part of the way. */
        VARIATION
    }

    /** The {@code input} of a prediction. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("prompt", prompt)
                .put("seed", seed)
                .put("num_inference_steps", steps)
                .put("upsample_steps", upsampleSteps)
                .put("num_outputs", outputs)
                .put("sampler", sampler)
                .put("guidance_scale", guidance)
                .put("previews", previews);
        return switch (source) {
            case NOTHING -> json;
            case EDIT -> json.put("image", picture()).put("mask", halves(Color.WHITE, Color.BLACK));
            case VARIATION -> json.put("image", picture()).put("prompt_strength", 0.6);
        };
    }

    private String picture() {
        return halves(new Color((int) (seed * 7_919 & 0xffffff)), Color.WHITE);
    }

    /** A PNG as a data URL. */
    private static String halves(Color left, Color right) {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            picture.setRGB(i % SIDE, i / SIDE, (i % SIDE < SIDE / 2 ? left : right).getRGB());
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
    }
}
