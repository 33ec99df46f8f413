package dev.sailplane.diffusion.network;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import dev.sailplane.diffusion.checkpoint.StoredTensor;
import dev.sailplane.diffusion.network.Weight.Role;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** Brings stored tensors to the device, one after the other: widens them to 32 bits, then converts and packs. */
final class WeightPreparation {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final TorchModule module;
    private final Map<String, StoredTensor> stored;

    WeightPreparation(TorchModule module, Map<String, StoredTensor> stored) {
        this.module = module;
        this.stored = stored;
    }

    /** The weights as the text wants them, in their order, on the module's manager. */
    List<PtNDArray> prepare(List<Weight> weights) {
        return weights.stream().map(this::prepare).toList();
    }

    private PtNDArray prepare(Weight weight) {
        StoredTensor tensor = stored.get(weight.key());
        if (tensor == null) {
            throw new IllegalStateException("no tensor " + weight.key());
        }
        try (TorchScope scope = new TorchScope(module.manager())) {
            MemorySegment widened = scope.allocateFloats(tensor.elements());
            widen(weight.key(), tensor, widened);
            IValue source = scope.value(scope.floats(widened, weight.sizes()));
            return scope.tensor(prepared(scope, weight.role(), source), module.manager());
        }
    }

    private IValue prepared(TorchScope scope, Role role, IValue source) {
        return switch (role) {
            case Role.Product _ -> module.run("product_weight", source);
            case Role.Exact _ -> module.run("exact_weight", source);
            // a GPU's norms want gain and bias in the format of their input
            case Role.Norm _ -> module.run(module.onGpu() ? "product_weight" : "exact_weight", source);
            case Role.Convolution(int stride, int side, boolean narrowed) ->
                module.run(
                        "convolution_weight",
                        source,
                        scope.value(narrowed ? module.productType() : TorchModule.typeCode(Precision.FP32)),
                        scope.value(stride),
                        scope.value(side));
        };
    }

    static void widen(String key, StoredTensor tensor, MemorySegment target) {
        MemorySegment data = tensor.data();
        long count = tensor.elements();
        switch (tensor.type()) {
            case FLOAT32 -> MemorySegment.copy(data, FLOAT, 0, target, ValueLayout.JAVA_FLOAT, 0, count);
            case FLOAT64 -> {
                for (long i = 0; i < count; i++) {
                    target.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) data.get(DOUBLE, i * Double.BYTES));
                }
            }
            case FLOAT16 -> {
                for (long i = 0; i < count; i++) {
                    float value = Float.float16ToFloat(data.get(SHORT, i * Short.BYTES));
                    target.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
                }
            }
            case BFLOAT16 -> {
                for (long i = 0; i < count; i++) {
                    float value = Float.intBitsToFloat(data.get(SHORT, i * Short.BYTES) << 16);
                    target.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
                }
            }
            case INT64, INT32, INT16, INT8, UINT8, BOOL ->
                throw new StateDictException(
                        "%s holds %s numbers; weights are floating-point".formatted(key, tensor.type()));
        }
    }
}
