package dev.sailplane.cli.models;

import dev.sailplane.cli.CommonOptions;
import dev.sailplane.cli.ModelFolders;
import dev.sailplane.diffusion.model.ModelDirectory;
import dev.sailplane.diffusion.model.ModelName;
import dev.sailplane.diffusion.model.NetworkRole;
import dev.sailplane.diffusion.model.WeightsVerdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sailplane models verify}: exit status 1 unless every file of the model is there and sound. */
@Command(name = "verify", description = "Check a model's files: sizes, containers, keys and shapes, SHA-256.")
public final class VerifyCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ModelFolders folders = new ModelFolders();

    @Parameters(paramLabel = "MODEL", description = "The model, owner/name.", converter = ModelNameConverter.class)
    @SuppressWarnings("NullAway.Init") // required
    private ModelName name;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ModelDirectory model = folders.library().find(name);
        Map<NetworkRole, WeightsVerdict> verdicts = model.verify();
        PrintWriter out = spec.commandLine().getOut();
        verdicts.forEach(
                (role, verdict) -> out.printf("%-16s  %s%n", role.key(), Verdicts.inWords(model, role, verdict)));
        out.flush();
        return verdicts.values().stream().allMatch(WeightsVerdict.Sound.class::isInstance) ? 0 : 1;
    }
}
