package dev.sailplane.cli.train;

import dev.sailplane.cli.scenes.StickerOptions;
import dev.sailplane.training.data.Cropping;
import dev.sailplane.training.data.ExampleSource;
import dev.sailplane.training.data.FolderExamples;
import dev.sailplane.training.data.SceneExamples;
import dev.sailplane.training.data.SkippedFiles;
import dev.sailplane.training.scene.HoldOut;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What to learn from, as a mixin. */
final class DataOptions {
    private static final String SCENES = "scenes";

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = {
                "What to learn from: scenes, made up as they are needed (default), or a folder:",
                "NAME.png or NAME.jpg with NAME.txt, loose or in tar files, or listed in metadata.jsonl."
            })
    private String data = SCENES;

    @Mixin
    private StickerOptions stickers = new StickerOptions();

    @Option(names = "--random-crop", description = "Cut squares out of a folder's pictures at random places.")
    private boolean randomCrop;

    @Option(names = "--mirror", description = "Mirror half of a folder's pictures.")
    private boolean mirror;

    /** Whether it is scenes that were asked for. */
    boolean scenes() {
        return data.equals(SCENES);
    }

    /**
     * Opens what was asked for.
     *
     * @param skipped is told of files that cannot be used
     * @throws IllegalArgumentException when options contradict each other
     */
    ExampleSource open(long seed, SkippedFiles skipped) throws IOException {
        if (!scenes()) {
            if (stickers.named()) {
                throw new IllegalArgumentException("--nouns and --style are for scenes, not for folders");
            }
            return FolderExamples.open(Path.of(data), new Cropping(randomCrop, mirror), seed, skipped);
        }
        if (randomCrop || mirror) {
            throw new IllegalArgumentException("--random-crop and --mirror are for folders, not for scenes");
        }
        return new SceneExamples(seed, HoldOut.EXCLUDED, stickers.sprites());
    }
}
