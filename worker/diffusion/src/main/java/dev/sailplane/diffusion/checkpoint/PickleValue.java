package dev.sailplane.diffusion.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a state dict's pickle is made of. Identity alone tells two containers apart: they may hold themselves. */
sealed interface PickleValue {
    /** None, true and false. */
    enum Constant implements PickleValue {
        NONE,
        TRUE,
        FALSE
    }

    /** A whole number. */
    record Whole(long value) implements PickleValue {}

    /** A text. */
    record Text(String value) implements PickleValue {}

    /** A tuple. */
    record Tuple(List<PickleValue> elements) implements PickleValue {}

    /** A function or class that a state dict may name. */
    enum Global implements PickleValue {
        ORDERED_DICT("collections.OrderedDict"),
        REBUILD_TENSOR("torch._utils._rebuild_tensor_v2"),
        REBUILD_PARAMETER("torch._utils._rebuild_parameter");

        private final String path;

        Global(String path) {
            this.path = path;
        }

        String path() {
            return path;
        }
    }

    /** A storage class: the elements' type. */
    record StorageClass(ElementType type) implements PickleValue {}

    /** A storage in the archive. */
    record Storage(ElementType type, String key, long elements) implements PickleValue {}

    /** A strided view of a storage, in elements. */
    record Tensor(Storage storage, long offset, List<Long> shape, List<Long> strides) implements PickleValue {}

    /** A list. */
    final class Sequence implements PickleValue {
        final List<PickleValue> elements = new ArrayList<>(0);
    }

    /** A dictionary; entries under keys that are neither texts nor numbers are refused by the reader. */
    final class Dictionary implements PickleValue {
        final Map<String, PickleValue> entries = new LinkedHashMap<>(4);
    }
}
