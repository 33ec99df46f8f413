package dev.sailplane.diffusion.network;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The native memory of one call: arguments made of host arrays and whatever comes back. Everything made through it is
 * gone when it closes. Belongs to one thread.
 */
final class TorchScope implements AutoCloseable {
    private final PtNDManager manager;
    private final Arena arena = Arena.ofConfined();
    private final List<IValue> values = new ArrayList<>();

    TorchScope(PtNDManager parent) {
        manager = parent.newSubManager(parent.getDevice());
    }

    /** A tensor on the device; on the CPU it lies in the scope's own memory, so it must not outlive the scope. */
    PtNDArray floats(float[] data, long... shape) {
        return floats(arena.allocateFrom(ValueLayout.JAVA_FLOAT, data), shape);
    }

    /** The same of native memory, which must stay as long as the scope. */
    PtNDArray floats(MemorySegment data, long... shape) {
        return create(data, DataType.FLOAT32, shape);
    }

    PtNDArray longs(long[] data, long... shape) {
        return create(arena.allocateFrom(ValueLayout.JAVA_LONG, data), DataType.INT64, shape);
    }

    PtNDArray booleans(boolean[] data, long... shape) {
        byte[] bytes = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            bytes[i] = (byte) (data[i] ? 1 : 0);
        }
        return create(arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes), DataType.BOOLEAN, shape);
    }

    MemorySegment allocateFloats(long elements) {
        return arena.allocate(ValueLayout.JAVA_FLOAT, elements);
    }

    IValue value(PtNDArray tensor) {
        return keep(IValue.from(tensor));
    }

    IValue value(long number) {
        return keep(IValue.from(number));
    }

    IValue list(List<PtNDArray> tensors) {
        return keep(IValue.listFrom(tensors.toArray(PtNDArray[]::new)));
    }

    /** A call's answer as a tensor on the given manager. */
    PtNDArray tensor(IValue answer, PtNDManager owner) {
        return keep(answer).toTensor(owner);
    }

    /** A call's answer as a tensor that goes with the scope. */
    PtNDArray tensor(IValue answer) {
        return tensor(answer, manager);
    }

    /** A call's answer as tensors on the given manager. */
    List<PtNDArray> tensors(IValue answer, PtNDManager owner) {
        return List.of(keep(answer).toTensorArray(owner));
    }

    /** A call's answer, copied to the host. */
    float[] floats(IValue answer) {
        return tensor(answer).toFloatArray();
    }

    @Override
    public void close() {
        values.forEach(IValue::close);
        manager.close();
        arena.close();
    }

    private PtNDArray create(MemorySegment data, DataType type, long... shape) {
        return manager.create(data.asByteBuffer().order(ByteOrder.nativeOrder()), new Shape(shape), type);
    }

    private IValue keep(IValue value) {
        values.add(value);
        return value;
    }
}
