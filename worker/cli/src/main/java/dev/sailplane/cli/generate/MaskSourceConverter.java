package dev.sailplane.cli.generate;

import dev.sailplane.diffusion.image.MaskSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A part of a mask on the command line. */
public final class MaskSourceConverter implements ITypeConverter<MaskSource> {
    @Override
    public MaskSource convert(String value) {
        return switch (value) {
            case "alpha" -> MaskSource.ALPHA;
            case "white" -> MaskSource.WHITE;
            case "black" -> MaskSource.BLACK;
            default -> throw new TypeConversionException("the part is alpha, white or black, not " + value);
        };
    }
}
