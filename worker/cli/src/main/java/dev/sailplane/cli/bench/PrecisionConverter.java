package dev.sailplane.cli.bench;

import dev.sailplane.diffusion.network.Precision;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number format on the command line. */
public final class PrecisionConverter implements ITypeConverter<Precision> {
    @Override
    public Precision convert(String value) {
        return switch (value) {
            case "fp32" -> Precision.FP32;
            case "bf16" -> Precision.BF16;
            case "fp16" -> Precision.FP16;
            default -> throw new TypeConversionException("a number format is fp32, bf16 or fp16, not " + value);
        };
    }
}
