package dev.sailplane.diffusion.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sailplane.diffusion.Golden;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class FormulaCheckpointTest {
    static final List<JsonNode> ROWS = StreamSupport.stream(
                    Golden.json("fill.json").get("rows").spliterator(), false)
            .toList();

    @ParameterizedTest
    @FieldSource("ROWS")
    void agreesWithTheReferenceBitForBit(JsonNode row) {
        String key = row.get("key").asText();
        List<Long> shape = StreamSupport.stream(row.get("shape").spliterator(), false)
                .map(JsonNode::asLong)
                .toList();
        try (FormulaCheckpoint weights = new FormulaCheckpoint(Map.of(key, shape))) {
            StoredTensor tensor = weights.tensor(key);
            for (int sample = 0; sample < row.get("index").size(); sample++) {
                int index = row.get("index").get(sample).asInt();
                assertThat(FormulaCheckpoint.hash(key, index))
                        .isEqualTo((int) row.get("u32").get(sample).asLong());
                float value = tensor.data().getAtIndex(ValueLayout.JAVA_FLOAT, index);
                assertThat(Float.floatToRawIntBits(value))
                        .isEqualTo((int) row.get("f32_bits").get(sample).asLong());
            }
        }
    }
}
