package dev.sailplane.diffusion.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.image.Mask;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.network.NetworkConfiguration;
import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.NoisyRow;
import dev.sailplane.diffusion.network.PixelTensor;
import dev.sailplane.diffusion.network.PromptEncoding;
import dev.sailplane.diffusion.network.PromptTokens;
import dev.sailplane.diffusion.network.PromptedNetwork;
import dev.sailplane.diffusion.pipeline.Edit;
import dev.sailplane.diffusion.pipeline.GenerationListener;
import dev.sailplane.diffusion.pipeline.GenerationRequest;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.diffusion.pipeline.NoiseSettings;
import dev.sailplane.diffusion.pipeline.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlideModelTest {
    private static final Path STICKERS = Path.of("../models/stickers");

    @TempDir
    Path folder;

    private final List<String> events = new ArrayList<>();

    @BeforeEach
    void copyTheModel() throws IOException {
        try (Stream<Path> files = Files.list(STICKERS)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void loadsTheNetworksThatEditWhenTheyAreFirstNeeded() throws IOException {
        try (GlidePipeline pipeline = GlideModel.open(ModelDirectory.open(folder), this::load)) {
            assertThat(events).containsExactly("load base.safetensors", "load upsample.safetensors");

            pipeline.generate(edit(pipeline), GenerationListener.NONE);
            pipeline.generate(edit(pipeline), GenerationListener.NONE);

            assertThat(events)
                    .containsExactly(
                            "load base.safetensors",
                            "load upsample.safetensors",
                            "load base-inpaint.safetensors",
                            "load upsample-inpaint.safetensors");
        }
        assertThat(events)
                .filteredOn(event -> event.startsWith("close"))
                .containsExactlyInAnyOrder(
                        "close base.safetensors",
                        "close upsample.safetensors",
                        "close base-inpaint.safetensors",
                        "close upsample-inpaint.safetensors");
    }

    @Test
    void editsWithThePlainNetworksWhereTheOthersWereNotFetched() throws IOException {
        Files.delete(folder.resolve("base-inpaint.safetensors"));
        try (GlidePipeline pipeline = GlideModel.open(ModelDirectory.open(folder), this::load)) {
            pipeline.generate(edit(pipeline), GenerationListener.NONE);
        }
        assertThat(events).doesNotContain("load base-inpaint.safetensors");
    }

    @Test
    void closesTheBaseNetworkWhenTheUpsamplerCannotBeLoaded() throws IOException {
        Files.delete(folder.resolve("upsample.safetensors"));
        ModelDirectory model = ModelDirectory.open(folder);

        assertThatThrownBy(() -> GlideModel.open(model, this::load))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(
                        "upsample.safetensors; fetch them with: sailplane models pull sailplane/stickers");
        assertThat(events).containsExactly("load base.safetensors", "close base.safetensors");
    }

    private static GenerationRequest edit(GlidePipeline pipeline) {
        boolean[] keep = new boolean[4];
        keep[0] = true;
        return new GenerationRequest(
                Prompt.of("a ring"),
                1,
                NoiseSettings.keyed(1),
                pipeline.defaults(true),
                Optional.of(new Edit(new RgbImage(2, 2, new byte[12]), new Mask(2, 2, keep))));
    }

    private PromptedNetwork load(ModelNetwork network, Checkpoint weights) {
        String name = network.file().name();
        events.add("load " + name);
        assertThat(weights.keys()).contains("padding_embedding");
        return new SilentNetwork(network.configuration(), () -> events.add("close " + name));
    }

    /** Predicts no noise at all. */
    private record SilentNetwork(NetworkConfiguration configuration, Runnable onClose) implements PromptedNetwork {
        @Override
        public PromptEncoding encode(PromptTokens tokens) {
            return () -> {};
        }

        @Override
        public List<NoisePrediction> predict(List<NoisyRow> rows) {
            return rows.stream()
                    .map(row -> new NoisePrediction(zeros(row.sample()), zeros(row.sample())))
                    .toList();
        }

        @Override
        public void close() {
            onClose.run();
        }

        private static PixelTensor zeros(PixelTensor like) {
            return new PixelTensor(like.channels(), like.height(), like.width(), new float[like.values().length]);
        }
    }
}
