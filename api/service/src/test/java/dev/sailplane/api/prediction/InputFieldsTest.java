package dev.sailplane.api.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.configuration.Configurations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class InputFieldsTest {
    private static final Set<String> OF_EDITS = Set.of("image", "mask", "mask_source", "prompt_strength");

    @Test
    void theFieldsToldAreThoseThatTheParserKnows() {
        Model model = model(true);
        assertThat(told(model)).isEqualTo(known(model));
    }

    @Test
    void aModelThatDoesNotEditIsToldWithoutTheFieldsOfEdits() {
        Model model = model(false);
        Set<String> left = new TreeSet<>(known(model));
        left.removeAll(OF_EDITS);
        assertThat(told(model)).isEqualTo(left);
    }

    private static Set<String> told(Model model) {
        return InputFields.of(model, Configurations.usual().limits()).stream()
                .map(InputField::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> known(Model model) {
        JsonFields fields = new JsonFields(JsonNodeFactory.instance.objectNode(), "/input", new ArrayList<>());
        new InputParser(Configurations.usual().limits()).parse(fields, Optional.of(model));
        return new TreeSet<>(fields.known());
    }

    private static Model model(boolean edit) {
        ApiConfiguration configuration =
                Configurations.with(Map.of("sailplane.api.models.\"sailplane/stickers\".edit", Boolean.toString(edit)));
        return List.copyOf(new ModelCatalogue(configuration).all()).getLast();
    }
}
