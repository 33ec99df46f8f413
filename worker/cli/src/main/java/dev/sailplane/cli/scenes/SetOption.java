package dev.sailplane.cli.scenes;

import dev.sailplane.training.evaluation.PromptSet;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which scenes, as a mixin. */
public final class SetOption {
    @Option(
            names = "--set",
            paramLabel = "SET",
            converter = PromptSetConverter.class,
            description = {
                "seen: as in training; unseen: pairs of noun and tint that are not;",
                "new: penguins, which training does not show (default: seen)."
            })
    private PromptSet set = PromptSet.SEEN;

    /** The set that was asked for. */
    public PromptSet set() {
        return set;
    }

    /** Sets as users type them. */
    static final class PromptSetConverter implements ITypeConverter<PromptSet> {
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
}
