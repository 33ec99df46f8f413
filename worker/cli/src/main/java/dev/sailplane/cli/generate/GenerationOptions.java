package dev.sailplane.cli.generate;

import dev.sailplane.cli.models.ModelNameConverter;
import dev.sailplane.diffusion.image.MaskSource;
import dev.sailplane.diffusion.model.ModelName;
import dev.sailplane.diffusion.model.SettingsRequest;
import dev.sailplane.diffusion.model.StepSelection;
import dev.sailplane.diffusion.sampling.Sampler;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What is to be drawn, as a mixin: the same options for generating on this machine and by a running service. Read
 * through the accessors, after parsing.
 */
public final class GenerationOptions {
    private static final double DEFAULT_STRENGTH = 0.7;
    private static final long SEEDS = 1L << 53; // every JSON reader keeps these exact

    @Parameters(paramLabel = "PROMPT", description = "What the picture shows.")
    @SuppressWarnings("NullAway.Init") // required
    private String prompt;

    @Option(names = "--negative-prompt", paramLabel = "TEXT", description = "What guidance steers away from.")
    private String negativePrompt = "";

    @Option(names = "--seed", paramLabel = "N", description = "Same seed, same picture (default: a random one).")
    private @Nullable Long seed;

    @Option(names = "--count", paramLabel = "N", description = "Pictures (default: 1).")
    private int count = 1;

    @Option(
            names = "--steps",
            paramLabel = "STEPS",
            converter = StepSelectionConverter.class,
            description = "Steps of the base stage: a number, or timesteps as 100, ddim25, 10,10,5.")
    private @Nullable StepSelection steps;

    @Option(
            names = "--upsample-steps",
            paramLabel = "STEPS",
            converter = StepSelectionConverter.class,
            description = "Steps of the upsampling stage, in the same forms or fast27.")
    private @Nullable StepSelection upsampleSteps;

    @Option(names = "--sampler", paramLabel = "NAME", description = "Sampler of the base stage: ancestral or ddim.")
    private @Nullable SamplerName sampler;

    @Option(
            names = "--eta",
            paramLabel = "X",
            description = "Share of fresh noise in a ddim step, 0 to 1 (default: 0).")
    private @Nullable Double eta;

    @Option(
            names = "--guidance-scale",
            paramLabel = "X",
            description = "How closely to follow the prompt; 1 is freely.")
    private @Nullable Double guidanceScale;

    @Option(names = "--size", paramLabel = "PIXELS", description = "Height and width: one of the model's two sizes.")
    private @Nullable Integer size;

    @Option(
            names = "--model",
            paramLabel = "OWNER/NAME",
            converter = ModelNameConverter.class,
            defaultValue = "sailplane/stickers",
            description = "The model (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // has a default
    private ModelName model;

    @ArgGroup(exclusive = false, heading = "Starting from a picture:%n")
    private @Nullable SourceOptions source;

    @Option(names = "--output", paramLabel = "DIR", description = "Folder for the PNG files (default: here).")
    private Path output = Path.of("");

    /** Names of samplers on the command line. */
    enum SamplerName { // in the letters users type
        ancestral,
        ddim
    }

    /** A picture to keep in part, with a mask, or to vary, without one. */
    static final class SourceOptions {
        @Option(names = "--init-image", paramLabel = "FILE", required = true, description = "The picture, PNG or JPEG.")
        @SuppressWarnings("NullAway.Init") // required
        private Path image;

        @Option(
                names = "--mask",
                paramLabel = "FILE",
                description = "The mask, of the same size: a part is drawn anew, the rest is kept.")
        private @Nullable Path mask;

        @Option(
                names = "--strength",
                paramLabel = "X",
                description = "Without a mask, how much of the picture is drawn anew, up to 1 (default: 0.7).")
        private @Nullable Double strength;

        @Option(
                names = "--mask-source",
                paramLabel = "PART",
                converter = MaskSourceConverter.class,
                description =
                        "Which part of the mask is drawn anew: alpha (transparent), white or black (default: white).")
        private MaskSource maskSource = MaskSource.WHITE;
    }

    public String prompt() {
        return prompt;
    }

    public String negativePrompt() {
        return negativePrompt;
    }

    /** The seed asked for, or a random one: the same at every call. */
    public long seed() {
        if (seed == null) {
            seed = new SecureRandom().nextLong(SEEDS);
        }
        return seed;
    }

    public int count() {
        return count;
    }

    public ModelName model() {
        return model;
    }

    /** The folder for the pictures; it need not exist. */
    public Path output() {
        return output;
    }

    /** The picture to edit or to vary. */
    public Optional<Path> image() {
        return Optional.ofNullable(source).map(given -> given.image);
    }

    /** The mask of the picture to edit; absent when it is to be varied, or when there is no {@link #image}. */
    public Optional<Path> mask() {
        return Optional.ofNullable(source).flatMap(given -> Optional.ofNullable(given.mask));
    }

    /**
     * How much of the picture is drawn anew when it is to be varied.
     *
     * @throws IllegalArgumentException when there is a mask, which says that already
     */
    public double strength() {
        if (source == null || source.strength == null) {
            return DEFAULT_STRENGTH;
        }
        if (source.mask != null) {
            throw new IllegalArgumentException("--strength goes without --mask");
        }
        return source.strength;
    }

    /** Which part of the mask is drawn anew. */
    public MaskSource maskSource() {
        return source == null ? MaskSource.WHITE : source.maskSource;
    }

    /**
     * What is wanted otherwise than the model's defaults.
     *
     * @throws IllegalArgumentException when options contradict each other or are out of range
     */
    public SettingsRequest settings() {
        return new SettingsRequest(
                size == null ? OptionalInt.empty() : OptionalInt.of(size),
                Optional.ofNullable(steps),
                Optional.ofNullable(upsampleSteps),
                sampler(),
                guidanceScale == null ? OptionalDouble.empty() : OptionalDouble.of(guidanceScale));
    }

    private Optional<Sampler> sampler() {
        if (eta != null && sampler != SamplerName.ddim) {
            throw new IllegalArgumentException("--eta needs --sampler ddim");
        }
        return Optional.ofNullable(sampler).map(name -> switch (name) {
            case ancestral -> new Sampler.Ancestral();
            case ddim -> new Sampler.Ddim(eta == null ? 0 : eta);
        });
    }
}
