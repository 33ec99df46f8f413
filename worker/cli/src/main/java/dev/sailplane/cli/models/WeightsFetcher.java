package dev.sailplane.cli.models;

import dev.sailplane.cli.CommandFailedException;
import dev.sailplane.cli.ProgressBars;
import dev.sailplane.cli.download.Download;
import dev.sailplane.cli.download.DownloadException;
import dev.sailplane.cli.download.DownloadSettings;
import dev.sailplane.cli.download.Downloader;
import dev.sailplane.diffusion.model.ModelDescription;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.ModelName;
import dev.sailplane.diffusion.model.ModelNetwork;
import dev.sailplane.diffusion.model.NetworkRole;
import dev.sailplane.diffusion.model.RecordedHash;
import dev.sailplane.diffusion.model.WeightsCheck;
import dev.sailplane.diffusion.model.WeightsFile;
import dev.sailplane.diffusion.model.WeightsVerdict;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import me.tongfei.progressbar.ProgressBar;

/** Fetches weights into the user's folder, checks them and records their hash where the publisher states none. */
final class WeightsFetcher {
    private static final long MEBIBYTE = 1 << 20;

    private final Path home;
    private final Downloader downloader;

    WeightsFetcher(Path home, DownloadSettings settings) {
        this.home = home;
        this.downloader = new Downloader(settings);
    }

    /** The model's place in the user's folder, made and described if it is new. */
    ModelDirectory place(ModelDirectory model) throws IOException {
        ModelName name = model.description().name();
        Path folder = home.resolve(name.owner()).resolve(name.name());
        Path description = folder.resolve(ModelDescription.FILE_NAME);
        if (!Files.exists(description)) {
            Files.createDirectories(folder);
            Files.copy(model.folder().resolve(ModelDescription.FILE_NAME), description);
        }
        return ModelDirectory.open(folder);
    }

    /** Fetches one file of weights; what is there already stays. */
    Path fetch(ModelDirectory model, NetworkRole role) throws IOException {
        Path target = model.weights(role);
        if (!Files.exists(target)) {
            ModelNetwork network = model.network(role);
            fetch(network, download(model, network.file(), target));
            if (network.file().sha256().isEmpty()) {
                RecordedHash.write(target, RecordedHash.of(target));
            }
        }
        return target;
    }

    private void fetch(ModelNetwork network, Download download) throws IOException {
        String task = download.target().getFileName().toString();
        try (ProgressBar bar = ProgressBars.counting(task, "MiB", MEBIBYTE, -1)) {
            downloader.fetch(download, file -> requireSound(network, file), (done, total) -> {
                bar.maxHint(total);
                bar.stepTo(done);
            });
        }
    }

    private static Download download(ModelDirectory model, WeightsFile file, Path target) {
        URI address = file.address()
                .orElseThrow(() -> new CommandFailedException("%s does not say where %s is published"
                        .formatted(model.folder().resolve(ModelDescription.FILE_NAME), file.name())));
        return new Download(address, target, file.minimumBytes(), file.maximumBytes());
    }

    private static void requireSound(ModelNetwork network, Path file) throws IOException {
        switch (new WeightsCheck(network).checkFresh(file)) {
            case WeightsVerdict.Sound _ -> {}
            case WeightsVerdict.Missing _ -> throw new DownloadException(file + " vanished");
            case WeightsVerdict.Unsound unsound -> throw new DownloadException(unsound.problem());
        }
    }
}
