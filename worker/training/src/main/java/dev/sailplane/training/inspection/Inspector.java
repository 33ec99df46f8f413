package dev.sailplane.training.inspection;

import dev.sailplane.diffusion.checkpoint.SafetensorsCheckpoint;
import dev.sailplane.diffusion.image.BicubicResize;
import dev.sailplane.diffusion.image.EightBits;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.PictureClassifier;
import dev.sailplane.diffusion.network.PictureClassifier.Look;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.training.inspection.PixelRules.Findings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Says what pictures of sticker scenes show, without their captions. Belongs to one thread; whoever opened it closes it.
 */
public final class Inspector implements AutoCloseable {
    private static final String IN_THE_BOX = "inspector.safetensors";

    private final PixelRules rules;
    private final PictureClassifier classifier;

    private Inspector(PixelRules rules, PictureClassifier classifier) {
        this.rules = rules;
        this.classifier = classifier;
    }

    /**
     * Opens the one that Sailplane brings along: scores of different models compare only when the same one judged.
     *
     * @throws IllegalArgumentException when this machine lacks the device
     */
    public static Inspector inTheBox(PixelRules rules, Nouns nouns, ComputeSettings settings) {
        try {
            Path copy = Files.createTempFile("inspector", ".safetensors");
            try (InputStream weights = Inspector.class.getResourceAsStream(IN_THE_BOX)) {
                Files.copy(Objects.requireNonNull(weights, IN_THE_BOX), copy, StandardCopyOption.REPLACE_EXISTING);
                return open(copy, rules, nouns, settings);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("no room for the inspector's weights", unreadable);
        }
    }

    /**
     * Opens what {@link InspectorTraining} wrote.
     *
     * @throws IllegalArgumentException when it was trained for other nouns, or this machine lacks the device
     * @throws IOException when the file cannot be read
     */
    public static Inspector open(Path weights, PixelRules rules, Nouns nouns, ComputeSettings settings)
            throws IOException {
        try (SafetensorsCheckpoint checkpoint = SafetensorsCheckpoint.open(weights)) {
            PictureClassifier classifier = PictureClassifier.load(checkpoint, settings);
            if (classifier.labels() != nouns.count()) {
                classifier.close();
                throw new IllegalArgumentException("%s tells %d nouns apart; captions name %d"
                        .formatted(weights, classifier.labels(), nouns.count()));
            }
            return new Inspector(rules, classifier);
        }
    }

    /** Looks at a square picture of any size. */
    public Inspection inspect(RgbImage picture) {
        Findings findings = rules.look(picture);
        List<PixelTensor> views = new ArrayList<>();
        findings.objects().forEach(object -> views.add(view(object.crop())));
        if (views.isEmpty()) {
            views.add(view(PixelRules.nothing()));
        }
        List<Look> looks = classifier.look(views);
        List<Inspection.Seen> objects = new ArrayList<>();
        for (int i = 0; i < findings.objects().size(); i++) {
            objects.add(
                    new Inspection.Seen(findings.objects().get(i), looks.get(i).scores()));
        }
        return new Inspection(findings.background(), objects, looks.getFirst().features());
    }

    @Override
    public void close() {
        classifier.close();
    }

    /** A picture as the classifier takes it. */
    static PixelTensor view(RgbImage picture) {
        return EightBits.tensor(BicubicResize.resize(picture, PictureClassifier.SIDE, PictureClassifier.SIDE));
    }
}
