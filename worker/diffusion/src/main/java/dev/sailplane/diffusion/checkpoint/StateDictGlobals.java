package dev.sailplane.diffusion.checkpoint;

import dev.sailplane.diffusion.checkpoint.PickleValue.Dictionary;
import dev.sailplane.diffusion.checkpoint.PickleValue.Global;
import dev.sailplane.diffusion.checkpoint.PickleValue.Storage;
import dev.sailplane.diffusion.checkpoint.PickleValue.StorageClass;
import dev.sailplane.diffusion.checkpoint.PickleValue.Tensor;
import dev.sailplane.diffusion.checkpoint.PickleValue.Tuple;
import dev.sailplane.diffusion.checkpoint.PickleValue.Whole;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Python's names that a state dict may use, and what calling them gives. Nothing else can be named. */
final class StateDictGlobals {
    private static final int MAXIMUM_DIMENSIONS = 16;
    private static final int MAXIMUM_NAME_SHOWN = 120;

    private static final Map<String, ElementType> STORAGES = Map.of(
            "torch.DoubleStorage", ElementType.FLOAT64,
            "torch.FloatStorage", ElementType.FLOAT32,
            "torch.HalfStorage", ElementType.FLOAT16,
            "torch.BFloat16Storage", ElementType.BFLOAT16,
            "torch.LongStorage", ElementType.INT64,
            "torch.IntStorage", ElementType.INT32,
            "torch.ShortStorage", ElementType.INT16,
            "torch.CharStorage", ElementType.INT8,
            "torch.ByteStorage", ElementType.UINT8,
            "torch.BoolStorage", ElementType.BOOL);

    private StateDictGlobals() {}

    static PickleValue resolve(String path) {
        ElementType type = STORAGES.get(path);
        if (type != null) {
            return new StorageClass(type);
        }
        return Arrays.stream(Global.values())
                .filter(global -> global.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("names %s, which no state dict needs"
                        .formatted(path.substring(0, Math.min(path.length(), MAXIMUM_NAME_SHOWN)))));
    }

    /** The storage behind a persistent id: ('storage', class, key, location, element count). The location is ignored. */
    static Storage storage(PickleValue identifier) {
        List<PickleValue> parts = elements(identifier);
        if (parts.size() != 5
                || !StateDictPickle.text(parts.get(0)).equals("storage")
                || !(parts.get(1) instanceof StorageClass(ElementType type))) {
            throw new IllegalArgumentException("refers to something outside that is no storage");
        }
        return new Storage(type, StateDictPickle.text(parts.get(2)), whole(parts.get(4)));
    }

    static PickleValue call(PickleValue callable, PickleValue arguments) {
        if (!(callable instanceof Global global)) {
            throw new IllegalArgumentException("calls something that is no function");
        }
        List<PickleValue> parts = elements(arguments);
        return switch (global) {
            case ORDERED_DICT -> orderedDict(parts);
            case REBUILD_TENSOR -> tensor(parts);
            case REBUILD_PARAMETER -> parameter(parts);
        };
    }

    private static Dictionary orderedDict(List<PickleValue> arguments) {
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException("calls OrderedDict with arguments, which torch.save does not write");
        }
        return new Dictionary();
    }

    /** (storage, offset, size, stride, requires_grad, hooks[, metadata]). */
    private static Tensor tensor(List<PickleValue> arguments) {
        if (arguments.size() < 6 || arguments.size() > 7 || !(arguments.getFirst() instanceof Storage storage)) {
            throw new IllegalArgumentException("rebuilds a tensor from something that is no storage");
        }
        List<Long> shape = wholes(arguments.get(2));
        List<Long> strides = wholes(arguments.get(3));
        if (shape.size() != strides.size() || shape.size() > MAXIMUM_DIMENSIONS) {
            throw new IllegalArgumentException("rebuilds a tensor with %d sizes and %d strides; up to %d are possible"
                    .formatted(shape.size(), strides.size(), MAXIMUM_DIMENSIONS));
        }
        return new Tensor(storage, whole(arguments.get(1)), shape, strides);
    }

    /** (data, requires_grad, hooks): a parameter is its data. */
    private static Tensor parameter(List<PickleValue> arguments) {
        if (arguments.isEmpty() || !(arguments.getFirst() instanceof Tensor tensor)) {
            throw new IllegalArgumentException("rebuilds a parameter from something that is no tensor");
        }
        return tensor;
    }

    private static List<PickleValue> elements(PickleValue value) {
        if (value instanceof Tuple(List<PickleValue> elements)) {
            return elements;
        }
        throw new IllegalArgumentException("has something else where a tuple belongs");
    }

    private static List<Long> wholes(PickleValue value) {
        return elements(value).stream().map(StateDictGlobals::whole).toList();
    }

    private static long whole(PickleValue value) {
        if (value instanceof Whole(long number) && number >= 0) {
            return number;
        }
        throw new IllegalArgumentException("has something else where a size belongs");
    }
}
