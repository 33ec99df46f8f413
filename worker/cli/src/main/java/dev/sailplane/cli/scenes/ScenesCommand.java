package dev.sailplane.cli.scenes;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.diffusion.image.Png;
import dev.sailplane.training.data.Example;
import dev.sailplane.training.data.SceneExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sailplane scenes}: sticker scenes as a folder to learn from. Prints the folder. */
@Command(
        name = "scenes",
        description = {
            "Write sticker scenes as a folder of pictures with captions (0.png, 0.txt, ...): something to try",
            "./sailplane finetune with, or an example of what --data takes. None of them is among evaluate's prompts."
        })
public final class ScenesCommand implements Callable<Integer> {
    private static final int MOST = 1_000_000;

    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder, new or empty.")
    @SuppressWarnings("NullAway.Init") // required
    private Path folder;

    @Option(names = "--count", paramLabel = "N", description = "How many (default: ${DEFAULT-VALUE}).")
    private int count = 200;

    @Option(names = "--size", paramLabel = "PIXELS", description = "Their side, 8 to 4096 (default: ${DEFAULT-VALUE}).")
    private int size = 256;

    @Mixin
    private SetOption set = new SetOption();

    @Mixin
    private StickerOptions stickers = new StickerOptions();

    @Option(names = "--seed", paramLabel = "N", description = "Decides which scenes (default: 0).")
    private long seed;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("--count is 1 to %d, not %d".formatted(MOST, count));
        }
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new IllegalArgumentException(folder + " is not empty");
            }
        }
        SceneExamples scenes = new SceneExamples(seed, set.set().rule(), stickers.sprites());
        for (int number = 0; number < count; number++) {
            Example example = scenes.example(number, size);
            Files.write(folder.resolve(number + ".png"), Png.write(example.picture(), Map.of()));
            Files.writeString(folder.resolve(number + ".txt"), example.caption());
        }
        spec.commandLine().getOut().println(folder);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
