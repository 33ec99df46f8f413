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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlideModelTest {
    private static final Path TOY = Path.of("../models/toy-shapes");

    @TempDir
    Path folder;

    private final List<String> events = new ArrayList<>();

    @BeforeEach
    void makeAModelThatEdits() throws IOException {
        String toy = Files.readString(TOY.resolve("model.json"));
        String base = toy.substring(toy.indexOf("\"base\": {"), toy.indexOf("\"upsample\": {"));
        String inpaint = base.replace("\"base\": {", "\"base-inpaint\": {")
                .replace("base.pt", "base_inpaint.pt")
                .replace("\"inpainting\": false", "\"inpainting\": true");
        Files.writeString(folder.resolve("model.json"), toy.replace("\"upsample\": {", inpaint + "\"upsample\": {"));
        for (String file : List.of("base", "upsample")) {
            Files.copy(TOY.resolve(file + ".pt"), folder.resolve(file + ".pt"));
        }
        Files.copy(TOY.resolve("base.pt"), folder.resolve("base_inpaint.pt"));
    }

    @Test
    void loadsTheNetworksThatEditWhenTheyAreFirstNeeded() throws IOException {
        try (GlidePipeline pipeline = GlideModel.open(ModelDirectory.open(folder), this::load)) {
            assertThat(events).containsExactly("load base.pt", "load upsample.pt");

            pipeline.generate(edit(pipeline), GenerationListener.NONE);
            pipeline.generate(edit(pipeline), GenerationListener.NONE);

            assertThat(events).containsExactly("load base.pt", "load upsample.pt", "load base_inpaint.pt");
        }
        assertThat(events)
                .filteredOn(event -> event.startsWith("close"))
                .containsExactlyInAnyOrder("close base.pt", "close upsample.pt", "close base_inpaint.pt");
    }

    @Test
    void editsWithThePlainNetworksWhereTheOthersWereNotFetched() throws IOException {
        Files.delete(folder.resolve("base_inpaint.pt"));
        try (GlidePipeline pipeline = GlideModel.open(ModelDirectory.open(folder), this::load)) {
            pipeline.generate(edit(pipeline), GenerationListener.NONE);
        }
        assertThat(events).doesNotContain("load base_inpaint.pt");
    }

    @Test
    void closesTheBaseNetworkWhenTheUpsamplerCannotBeLoaded() throws IOException {
        Files.delete(folder.resolve("upsample.pt"));
        ModelDirectory model = ModelDirectory.open(folder);

        assertThatThrownBy(() -> GlideModel.open(model, this::load))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("upsample.pt; fetch them with: sailplane models pull sailplane/toy-shapes");
        assertThat(events).containsExactly("load base.pt", "close base.pt");
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
