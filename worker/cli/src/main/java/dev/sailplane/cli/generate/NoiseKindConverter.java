package dev.sailplane.cli.generate;

import dev.sailplane.diffusion.noise.NoiseKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A kind of noise on the command line. */
public final class NoiseKindConverter implements ITypeConverter<NoiseKind> {
    @Override
    public NoiseKind convert(String value) {
        return switch (value) {
            case "keyed" -> NoiseKind.KEYED;
            case "torch-cpu" -> NoiseKind.TORCH_CPU;
            default -> throw new TypeConversionException("noise is keyed or torch-cpu, not " + value);
        };
    }
}
