package dev.sailplane.cli.train;

import dev.sailplane.cli.DeviceOptions;
import dev.sailplane.diffusion.image.Png;
import dev.sailplane.diffusion.image.RgbImage;
import dev.sailplane.diffusion.model.GlideModel;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.NetworkRole;
import dev.sailplane.diffusion.pipeline.Edit;
import dev.sailplane.diffusion.pipeline.GenerationListener;
import dev.sailplane.diffusion.pipeline.GenerationRequest;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.diffusion.pipeline.NoiseSettings;
import dev.sailplane.diffusion.pipeline.Prompt;
import dev.sailplane.diffusion.pipeline.Source;
import dev.sailplane.training.data.Example;
import dev.sailplane.training.data.ExampleSource;
import dev.sailplane.training.report.ContactSheet;
import dev.sailplane.training.run.Erasure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Draws the same prompts again and again, as whoever uses the model will: a sheet a time, prompts beside it. */
final class SampleSheet {
    /** How many pictures a sheet has. */
    static final int PICTURES = 16;

    private final long seed;
    private final DeviceOptions device;

    SampleSheet(long seed, DeviceOptions device) {
        this.seed = seed;
        this.device = device;
    }

    /** Draws with a model and writes the sheet; the prompts go into its file, too. */
    void draw(List<String> prompts, ModelDirectory model, Path file) throws IOException {
        List<Order> orders = prompts.stream()
                .map(prompt -> new Order(prompt, Optional.empty()))
                .toList();
        write(orders, model, file);
    }

    /** The same with examples of which a part was erased. */
    void edit(ExampleSource examples, ModelDirectory model, Path file) throws IOException {
        int side = model.network(NetworkRole.BASE).configuration().imageSize();
        List<Order> orders = new ArrayList<>();
        for (long number = 0; number < PICTURES; number++) {
            Example example = examples.example(number, side);
            Edit edit = new Edit(example.picture(), Erasure.mask(side, number));
            orders.add(new Order(example.caption(), Optional.of(edit)));
        }
        write(orders, model, file);
    }

    private record Order(String prompt, Optional<Source> source) {}

    private void write(List<Order> orders, ModelDirectory model, Path file) throws IOException {
        List<RgbImage> pictures = new ArrayList<>();
        try (GlidePipeline pipeline = GlideModel.open(model, device.choice(Optional.empty()))) {
            for (Order order : orders) {
                GenerationRequest request = new GenerationRequest(
                        Prompt.of(order.prompt()),
                        1,
                        NoiseSettings.keyed(seed),
                        pipeline.defaults(order.source().isPresent()),
                        order.source());
                pictures.add(pipeline.generate(request, GenerationListener.NONE)
                        .getFirst()
                        .pixels());
            }
        }
        String prompts = orders.stream().map(Order::prompt).collect(Collectors.joining("\n"));
        Files.write(file, Png.write(ContactSheet.of(pictures), Map.of("Prompts", prompts)));
    }
}
