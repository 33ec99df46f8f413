package dev.sailplane.api.source;

import dev.sailplane.api.configuration.ApiConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Brings source picture and mask of an edit into the one form that workers read. Blocking; few are decoded at the same
 * time, because a small file may hold a large picture.
 */
@ApplicationScoped
public class SourcePictures {
    private static final String IMAGE = "image";
    private static final String MASK = "mask";

    private final PictureLoader loader;
    private final PictureDecoder decoder;
    private final Semaphore turns;

    /** Loads by the loader, bounded by the settings. */
    public SourcePictures(PictureLoader loader, ApiConfiguration configuration) {
        this.loader = loader;
        this.decoder = new PictureDecoder(configuration.sources());
        this.turns = new Semaphore(configuration.sources().concurrency());
    }

    /**
     * Fetched, checked and canonical.
     *
     * @throws PictureException when one of them is not what it should be
     */
    public CanonicalEdit canonical(EditSources sources) {
        byte[] image = loader.load(IMAGE, sources.image());
        Optional<byte[]> mask = sources.mask().map(source -> loader.load(MASK, source));
        turns.acquireUninterruptibly();
        try {
            return canonical(image, mask, sources.rule());
        } finally {
            turns.release();
        }
    }

    /**
     * A picture alone, fetched, checked and canonical: an RGB PNG.
     *
     * @throws PictureException when it is not what it should be
     */
    public byte[] canonical(PictureSource source) {
        byte[] image = loader.load(IMAGE, source);
        turns.acquireUninterruptibly();
        try {
            return PictureEncoder.rgb(decoder.decode(IMAGE, image));
        } finally {
            turns.release();
        }
    }

    private CanonicalEdit canonical(byte[] imageFile, Optional<byte[]> maskFile, Optional<MaskRule> rule) {
        Picture image = decoder.decode(IMAGE, imageFile);
        byte[] keep = maskFile.map(file -> separate(image, decoder.decode(MASK, file), rule))
                .orElseGet(() -> carried(image));
        return new CanonicalEdit(PictureEncoder.rgb(image), PictureEncoder.grey(image.width(), image.height(), keep));
    }

    private static byte[] separate(Picture image, Picture mask, Optional<MaskRule> rule) {
        if (mask.width() != image.width() || mask.height() != image.height()) {
            throw new PictureException(
                    MASK,
                    "must have the size of the image, %dx%d, is %dx%d"
                            .formatted(image.width(), image.height(), mask.width(), mask.height()));
        }
        MaskRule chosen = MaskRule.chosen(rule, mask);
        if (chosen == MaskRule.ALPHA && !mask.alpha()) {
            throw new PictureException(MASK, "must have an alpha channel when mask_source is alpha");
        }
        return editing(MASK, chosen.canonical(mask));
    }

    private static byte[] carried(Picture image) {
        if (!image.alpha()) {
            throw new PictureException(MASK, "is required for an image without an alpha channel");
        }
        return editing(IMAGE, MaskRule.ALPHA.canonical(image));
    }

    private static byte[] editing(String field, byte[] keep) {
        for (byte sample : keep) {
            if (sample == 0) {
                return keep;
            }
        }
        throw new PictureException(field, "must mark at least one pixel to be edited");
    }
}
