package dev.sailplane.cli.train;

import dev.sailplane.cli.models.NetworkRoleConverter;
import dev.sailplane.diffusion.model.ModelDescription;
import dev.sailplane.diffusion.model.NetworkRole;
import dev.sailplane.diffusion.network.LearningMode;
import dev.sailplane.diffusion.network.TrainedPart;
import dev.sailplane.training.run.Lesson;
import dev.sailplane.training.run.Upsampling;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which network of a model is trained, and what it is given, as a mixin. */
final class LessonOptions {
    @Option(
            names = "--network",
            paramLabel = "ROLE",
            converter = NetworkRoleConverter.class,
            description = "The network to train: base or upsample (default: base).")
    private NetworkRole role = NetworkRole.BASE;

    @Option(
            names = "--inpaint",
            description = {
                "Train its sister for inpainting. Where --base has none, it begins with the weights",
                "of the network without, and draws at first as that one does."
            })
    private boolean inpaint;

    @Option(
            names = "--crop",
            paramLabel = "N",
            description = "Pixels of an upsampler's pieces along a side (default: whole pictures).")
    private @Nullable Integer crop;

    @Option(
            names = "--small-noise",
            paramLabel = "SIGMA",
            description =
                    "Noise on an upsampler's small pictures, at most, of a range of 2 (default: ${DEFAULT-VALUE}).")
    private double noise = 0.03;

    @Option(
            names = "--small-blur",
            paramLabel = "SIGMA",
            description = "Blur of an upsampler's small pictures, at most, in pixels (default: ${DEFAULT-VALUE}).")
    private double blur = 0.6;

    @Option(
            names = "--freeze",
            paramLabel = "PART",
            converter = FrozenConverter.class,
            description = "Part of --base that stays as it is: text (the text encoder) or unet.")
    private TrainedPart trained = TrainedPart.ALL;

    @Option(
            names = "--dropout",
            paramLabel = "PART",
            description = "Part of a residual block's features left out; 0.1 in the paper (default: 0).")
    private double dropout;

    @Option(
            names = "--recompute",
            description = "Compute the U-Net's blocks twice instead of keeping them: less memory, more time.")
    private boolean recompute;

    NetworkRole role() {
        return inpaint ? role.inpaint() : role;
    }

    /** @throws IllegalArgumentException when an option is out of range */
    Lesson lesson(Origin origin) {
        requireSense(origin);
        Optional<Upsampling> upsampling = origin.role().superResolution()
                ? Optional.of(
                        upsampling(origin.description(), origin.configuration().imageSize()))
                : Optional.empty();
        return new Lesson(
                origin.configuration(), origin.schedule(), upsampling, new LearningMode(trained, dropout, recompute));
    }

    private void requireSense(Origin origin) {
        if (origin instanceof Origin.Configuration && trained != TrainedPart.ALL) {
            throw new IllegalArgumentException("--freeze needs --base: random weights are not worth keeping");
        }
        if (!origin.role().superResolution() && crop != null) {
            throw new IllegalArgumentException("--crop is for upsamplers: base networks learn from whole pictures");
        }
        if (origin.role() == NetworkRole.UPSAMPLE_INPAINT
                && origin.description().network(NetworkRole.BASE_INPAINT).isEmpty()) {
            throw new IllegalArgumentException("%s has no base-inpaint network, which must be there before this one"
                    .formatted(origin.description().name()));
        }
    }

    private Upsampling upsampling(ModelDescription model, int side) {
        int small =
                model.network(NetworkRole.BASE).orElseThrow().configuration().imageSize();
        return new Upsampling(small, crop == null ? side : crop, noise, blur);
    }

    /** What stays, as users type it; what changes is the rest. */
    static final class FrozenConverter implements ITypeConverter<TrainedPart> {
        @Override
        public TrainedPart convert(String text) {
            return switch (text) {
                case "text" -> TrainedPart.UNET;
                case "unet" -> TrainedPart.TEXT;
                default -> throw new TypeConversionException("text or unet, not " + text);
            };
        }
    }
}
