package dev.sailplane.cli.generate;

import dev.sailplane.diffusion.model.StepSelection;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A count of steps or a respacing on the command line. */
public final class StepSelectionConverter implements ITypeConverter<StepSelection> {
    @Override
    public StepSelection convert(String value) {
        try {
            return StepSelection.parse(value);
        } catch (IllegalArgumentException unusable) {
            throw new TypeConversionException(String.valueOf(unusable.getMessage()));
        }
    }
}
