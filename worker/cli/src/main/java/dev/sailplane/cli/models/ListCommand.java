package dev.sailplane.cli.models;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.cli.ModelFolders;
import dev.sailplane.diffusion.model.ModelDescription;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.NetworkRole;
import dev.sailplane.diffusion.model.WeightsKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sailplane models list}. */
@Command(name = "list", description = "List the models that are known, and whether their weights are here.")
public final class ListCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ModelFolders folders = new ModelFolders();

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        for (ModelDirectory model : folders.library().models()) {
            ModelDescription description = model.description();
            String kind = description.weights() == WeightsKind.TOY ? "  TOY" : "";
            out.printf("%s%s  %s%n", description.name(), kind, state(model));
            out.printf("    %s%n", description.description());
            out.printf("    %s%n", model.folder());
        }
        out.flush();
        return 0;
    }

    private static String state(ModelDirectory model) {
        List<NetworkRole> missing = model.missing();
        if (missing.isEmpty()) {
            return "ready";
        }
        String names = missing.stream().map(NetworkRole::key).collect(Collectors.joining(", "));
        return "weights missing: %s; fetch them with: sailplane models pull %s"
                .formatted(names, model.description().name());
    }
}
