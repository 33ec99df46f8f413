package dev.sailplane.cli.bench;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.cli.ModelFolders;
import dev.sailplane.cli.models.ModelNameConverter;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.ModelName;
import dev.sailplane.diffusion.model.NetworkRole;
import dev.sailplane.diffusion.network.ComputeSettings;
import dev.sailplane.diffusion.network.PromptedNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sailplane bench rows}: what a row of a batch costs, by the size of the batch. */
@Command(
        name = "rows",
        description = {
            "Time a row of a batch, by the size of the batch: for the full-size base with weights made by formula (5 GB",
            "of memory) and for each network of a model. Sizes take turns; medians. images/s is what follows for this",
            "network alone with its default steps and guidance. Leave the machine alone meanwhile."
        })
final class RowsCommand implements Callable<Integer> {
    private static final int MOST_ROWS = 1024;

    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private ModelFolders folders = new ModelFolders();

    @Option(
            names = "--rows",
            paramLabel = "N",
            split = ",",
            description = "Sizes of the batches (default: 1,2,4,8; up to 64 suit a GPU).")
    private List<Integer> rows = List.of(1, 2, 4, 8);

    @Option(
            names = "--model",
            paramLabel = "OWNER/NAME",
            converter = ModelNameConverter.class,
            description = "Whose networks are measured, too (default: sailplane/stickers).")
    private ModelName model = ModelName.parse("sailplane/stickers");

    @Option(names = "--no-full-size", description = "Leave out the full-size base.")
    private boolean withoutFullSize;

    @Option(names = "--turns", paramLabel = "N", description = "Batches of a size to take the median of (default: 5).")
    private int turns = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (rows.isEmpty() || rows.stream().anyMatch(size -> size < 1 || size > MOST_ROWS)) {
            throw wrong("--rows are 1 to %d each, not %s".formatted(MOST_ROWS, rows));
        }
        if (turns < 1 || turns > 1000) {
            throw wrong("--turns is 1 to 1000, not " + turns);
        }
        List<ComputeSettings> all = settings();
        List<MeasuredNetwork> networks = networks();
        print(RowTiming.HEADING);
        for (MeasuredNetwork network : networks) {
            for (ComputeSettings settings : all) {
                measure(network, settings);
            }
        }
        return 0;
    }

    private List<MeasuredNetwork> networks() throws IOException {
        List<MeasuredNetwork> networks = new ArrayList<>();
        if (!withoutFullSize) {
            networks.add(MeasuredNetwork.fullSizeBase());
        }
        ModelDirectory directory = folders.library().find(model);
        List<NetworkRole> missing = directory.missing();
        directory.description().networks().keySet().stream()
                .filter(role -> !missing.contains(role) || role == NetworkRole.BASE)
                .forEach(role -> networks.add(MeasuredNetwork.of(directory, role)));
        return networks;
    }

    private void measure(MeasuredNetwork measured, ComputeSettings settings) throws IOException {
        try (PromptedNetwork network = measured.load(settings)) {
            Map<Integer, Double> seconds = new RowBenchmark(new TreeSet<>(rows), turns).run(network);
            double first = seconds.values().stream().findFirst().orElse(Double.NaN);
            seconds.forEach((size, each) -> print(new RowTiming(
                            measured.name(),
                            ComputeOptions.name(settings.precision()),
                            size,
                            each,
                            each / first,
                            measured.rowsAPicture())
                    .line()));
            if (seconds.size() < new TreeSet<>(rows).size()) {
                print("the device has no memory for more rows of " + measured.name());
            }
        }
    }

    private List<ComputeSettings> settings() {
        try {
            return compute.settings();
        } catch (IllegalArgumentException outOfRange) {
            throw wrong(String.valueOf(outOfRange.getMessage()));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
