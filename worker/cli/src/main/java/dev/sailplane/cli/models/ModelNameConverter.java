package dev.sailplane.cli.models;

import dev.sailplane.diffusion.model.ModelName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code owner/name} on the command line. */
public final class ModelNameConverter implements ITypeConverter<ModelName> {
    @Override
    public ModelName convert(String value) {
        try {
            return ModelName.parse(value);
        } catch (IllegalArgumentException noName) {
            throw new TypeConversionException(String.valueOf(noName.getMessage()));
        }
    }
}
