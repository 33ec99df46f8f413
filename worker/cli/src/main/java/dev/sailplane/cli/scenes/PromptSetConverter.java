package dev.sailplane.cli.scenes;

import dev.sailplane.training.evaluation.PromptSet;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sets of scenes as users type them. */
public final class PromptSetConverter implements ITypeConverter<PromptSet> {
    @Override
    public PromptSet convert(String text) {
        for (PromptSet set : PromptSet.values()) {
            if (set.name().toLowerCase(Locale.ROOT).equals(text)) {
                return set;
            }
        }
        throw new TypeConversionException("seen, unseen or new, not " + text);
    }
}
