package dev.sailplane.cli.models;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.cli.ModelFolders;
import dev.sailplane.cli.download.DownloadSettings;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.ModelName;
import dev.sailplane.diffusion.model.NetworkRole;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sailplane models pull}: fetches what is missing; run again, it continues where it broke. */
@Command(
        name = "pull",
        description = "Fetch a model's weights from where they are published. A broken download is continued.")
public final class PullCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ModelFolders folders = new ModelFolders();

    @Parameters(paramLabel = "MODEL", description = "The model, owner/name.", converter = ModelNameConverter.class)
    @SuppressWarnings("NullAway.Init") // required
    private ModelName name;

    @Option(
            names = "--network",
            paramLabel = "NETWORK",
            split = ",",
            description = "Fetch these networks only: base, upsample, base-inpaint, upsample-inpaint.",
            converter = NetworkRoleConverter.class)
    private List<NetworkRole> networks = List.of();

    @Option(names = "--allow-loopback-http", hidden = true, description = "Fetch from this machine by plain http, too.")
    private boolean loopbackHttp;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ModelDirectory model = folders.library().find(name);
        List<NetworkRole> wanted = model.missing().stream()
                .filter(role -> networks.isEmpty() || networks.contains(role))
                .toList();
        WeightsFetcher fetcher = new WeightsFetcher(folders.home(), settings());
        ModelDirectory target = wanted.isEmpty() ? model : fetcher.place(model);
        for (NetworkRole role : wanted) {
            Path file = fetcher.fetch(target, role);
            out.println(file);
            out.flush();
        }
        if (wanted.isEmpty()) {
            out.printf("%s is complete in %s%n", name, model.folder());
            out.flush();
        }
        return 0;
    }

    private DownloadSettings settings() {
        DownloadSettings usual = DownloadSettings.DEFAULT;
        return new DownloadSettings(
                usual.attempts(), usual.firstDelay(), usual.longestDelay(), usual.stall(), loopbackHttp);
    }
}
