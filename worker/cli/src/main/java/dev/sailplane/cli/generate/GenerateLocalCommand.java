package dev.sailplane.cli.generate;

import dev.sailplane.cli.CommonOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sailplane generate --local}: the engine alone. Prints the names of the PNG files, one a line. */
@Command(name = "generate", description = "Draw with the engine on this machine, without any service.")
public final class GenerateLocalCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("unused") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    @Mixin
    private GenerationOptions options = new GenerationOptions();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(names = "--local", description = "Draw on this machine; here the only way.")
    @SuppressWarnings("unused") // the same line works where there is another way
    private boolean local;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            new LocalGeneration(options, engine).run().forEach(out::println);
        } catch (IllegalArgumentException unusable) {
            throw new ParameterException(spec.commandLine(), String.valueOf(unusable.getMessage()), unusable);
        }
        out.flush();
        return 0;
    }
}
