package dev.sailplane.diffusion.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sailplane.diffusion.Golden;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchCheckpointTest {
    private static final JsonNode EXPECTED = Golden.json("pt/expected.json");

    @ParameterizedTest
    @CsvSource({
        "zip_ordereddict, sd",
        "zip_plain_dict, sd",
        "zip_protocol4, sd",
        "zip_archive_root, sd",
        "zip_archive_root_cuda, sd",
        "zip_nested, module",
        "zip_parameters, module",
        "zip_module_state_dict_with_metadata, module",
    })
    void readsWhatTorchSaved(String file, String expected) throws IOException {
        try (TorchCheckpoint checkpoint = TorchCheckpoint.open(Golden.path("pt/" + file + ".pt"))) {
            Map<String, JsonNode> tensors = EXPECTED.get(expected).properties().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            assertThat(checkpoint.keys()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
            tensors.forEach((key, tensor) -> assertSame(checkpoint.tensor(key), tensor));
        }
    }

    @Test
    void refusesFilesOfBefore16ByName() {
        assertThatThrownBy(() -> TorchCheckpoint.open(Golden.path("pt/legacy_ordereddict.pt")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("legacy_ordereddict.pt")
                .hasMessageContaining("PyTorch before 1.6");
    }

    @Test
    void readsTheFormulaWeightsOfTheTinyNetwork() throws IOException {
        try (Checkpoint checkpoint = Checkpoints.open(Golden.path("tiny_base.pt"))) {
            Map<String, List<Long>> shapes = checkpoint.keys().stream()
                    .collect(Collectors.toMap(
                            key -> key, key -> checkpoint.tensor(key).shape()));
            assertThat(shapes).hasSizeGreaterThan(50);
            try (FormulaCheckpoint formula = new FormulaCheckpoint(shapes)) {
                for (String key : checkpoint.keys()) {
                    assertThat(checkpoint
                                    .tensor(key)
                                    .data()
                                    .mismatch(formula.tensor(key).data()))
                            .as(key)
                            .isEqualTo(-1);
                }
            }
        }
    }

    private static void assertSame(StoredTensor actual, JsonNode expected) {
        assertThat(actual.shape())
                .isEqualTo(StreamSupport.stream(expected.get("shape").spliterator(), false)
                        .map(JsonNode::asLong)
                        .toList());
        if (expected.has("dtype")) {
            assertThat(actual.type()).hasToString(expected.get("dtype").asText().toUpperCase(Locale.ROOT));
        }
        double[] values = LongStream.range(0, actual.elements())
                .mapToDouble(index -> element(actual, index))
                .toArray();
        assertThat(values)
                .isEqualTo(StreamSupport.stream(expected.get("values").spliterator(), false)
                        .mapToDouble(JsonNode::asDouble)
                        .toArray());
    }

    private static double element(StoredTensor tensor, long index) {
        MemorySegment data = tensor.data();
        long at = index * tensor.type().bytes();
        return switch (tensor.type()) {
            case FLOAT64 -> data.get(little(ValueLayout.JAVA_DOUBLE_UNALIGNED), at);
            case FLOAT32 -> data.get(little(ValueLayout.JAVA_FLOAT_UNALIGNED), at);
            case FLOAT16 -> Float.float16ToFloat(data.get(little(ValueLayout.JAVA_SHORT_UNALIGNED), at));
            case BFLOAT16 -> Float.intBitsToFloat(data.get(little(ValueLayout.JAVA_SHORT_UNALIGNED), at) << 16);
            case INT64 -> data.get(little(ValueLayout.JAVA_LONG_UNALIGNED), at);
            case INT32 -> data.get(little(ValueLayout.JAVA_INT_UNALIGNED), at);
            case INT16 -> data.get(little(ValueLayout.JAVA_SHORT_UNALIGNED), at);
            case INT8 -> data.get(ValueLayout.JAVA_BYTE, at);
            case UINT8, BOOL -> data.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
        };
    }

    @SuppressWarnings("unchecked") // withOrder keeps the layout's type
    private static <L extends ValueLayout> L little(L layout) {
        return (L) layout.withOrder(ByteOrder.LITTLE_ENDIAN);
    }
}
