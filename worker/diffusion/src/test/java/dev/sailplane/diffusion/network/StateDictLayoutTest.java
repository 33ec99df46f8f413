package dev.sailplane.diffusion.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.diffusion.Golden;
import dev.sailplane.diffusion.checkpoint.FormulaCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StateDictLayoutTest {
    static Stream<Arguments> publicFiles() {
        return Stream.of(
                Arguments.of("base", PublicConfigurations.BASE),
                Arguments.of("base_inpaint", PublicConfigurations.BASE_INPAINT),
                Arguments.of("upsample", PublicConfigurations.UPSAMPLE),
                Arguments.of("upsample_inpaint", PublicConfigurations.UPSAMPLE_INPAINT));
    }

    @ParameterizedTest
    @MethodSource("publicFiles")
    void namesThePublicFilesKeysAndShapesInTheirOrder(String file, NetworkConfiguration configuration)
            throws IOException {
        Map<String, List<Long>> published = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(Golden.path("keys_" + file + ".tsv"))) {
            lines.skip(1)
                    .map(line -> line.split("\t", -1))
                    .forEach(row -> published.put(
                            row[1],
                            Arrays.stream(row[2].split("x", -1))
                                    .map(Long::valueOf)
                                    .toList()));
        }

        assertThat(StateDictLayout.of(configuration).shapes()).containsExactlyEntriesOf(published);
    }

    @Test
    void namesWhatIsMissingUnexpectedAndOfTheWrongShape() {
        StateDictLayout layout = StateDictLayout.of(TinyNetworks.configuration("tiny_base"));
        Map<String, List<Long>> shapes = new LinkedHashMap<>(layout.shapes());
        shapes.remove("out.2.bias");
        shapes.keySet().removeIf(key -> key.startsWith("transformer.resblocks.1."));
        shapes.put("model.extra", List.of(3L));
        shapes.put("out.0.weight", List.of(31L));

        try (FormulaCheckpoint other = new FormulaCheckpoint(shapes)) {
            assertThatThrownBy(() -> layout.read(other))
                    .isInstanceOf(StateDictException.class)
                    .hasMessageContaining("13 tensor(s) missing (out.2.bias, ")
                    .hasMessageContaining(" and 8 more)")
                    .hasMessageContaining("1 tensor(s) unexpected (model.extra)")
                    .hasMessageContaining("out.0.weight is [31] instead of [32]");
        }
    }
}
