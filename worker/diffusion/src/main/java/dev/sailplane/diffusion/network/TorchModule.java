package dev.sailplane.diffusion.network;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.sailplane.diffusion.network.Step.Operation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** TorchScript on a device, without weights: GLIDE's, or a classifier's. Owns the manager that all of a network's arrays hang on. */
final class TorchModule implements AutoCloseable {
    private final PtNDManager manager;
    private final PtSymbolBlock block;
    private final int threads;
    private final int productType;

    private TorchModule(PtNDManager manager, PtSymbolBlock block, int threads, int productType) {
        this.manager = manager;
        this.block = block;
        this.threads = threads;
        this.productType = productType;
    }

    /** The text that predicts. */
    static TorchModule load(NetworkConfiguration configuration, ComputeSettings settings) {
        Device device = TorchRuntime.device(settings);
        boolean packed = !device.isGpu() && isX86();
        return load(device, text(packed), configuration, 0, settings);
    }

    /**
     * The same text with loss, gradient and optimiser: its products are such as have a gradient.
     *
     * @param dropout part of a residual block's features that is left out
     */
    static TorchModule loadForTraining(NetworkConfiguration configuration, double dropout, ComputeSettings settings) {
        String text = text(false) + resource("training.py") + resource("optimiser.py");
        return load(TorchRuntime.device(settings), text, configuration, dropout, settings);
    }

    /** The classifier's text: prediction, loss, gradient and optimiser. It computes in 32 bits. */
    static TorchModule loadClassifier(ComputeSettings settings) {
        String text = resource("classifier.py") + resource("optimiser.py");
        byte[] archive = TorchScriptArchive.write("Classifier", text, Map.of("training", false));
        return load(TorchRuntime.device(settings), archive, settings);
    }

    private static TorchModule load(
            Device device, String text, NetworkConfiguration configuration, double dropout, ComputeSettings settings) {
        Map<String, Object> attributes = attributes(configuration, settings.precision(), !device.isGpu() && isX86());
        attributes.put("dropout", dropout);
        return load(device, TorchScriptArchive.write("Glide", text, attributes), settings);
    }

    private static TorchModule load(Device device, byte[] archive, ComputeSettings settings) {
        PtNDManager manager = TorchRuntime.newManager(device);
        try {
            TorchRuntime.prepareThread(settings.threads());
            PtSymbolBlock block = JniUtils.loadModule(manager, new ByteArrayInputStream(archive), true, false);
            return new TorchModule(manager, block, settings.threads(), typeCode(settings.precision()));
        } catch (IOException impossible) {
            manager.close();
            throw new UncheckedIOException(impossible);
        } catch (EngineException failure) {
            manager.close();
            throw failure;
        }
    }

    /**
     * Calls a method of the text. The caller closes the answer, most simply through a {@link TorchScope}.
     *
     * @throws DeviceMemoryException when libtorch could not allocate what the call needs
     */
    IValue run(String method, IValue... arguments) {
        TorchRuntime.prepareThread(threads);
        try {
            return IValueUtils.runMethod(block, method, arguments);
        } catch (EngineException failure) {
            throw TorchRuntime.saysOutOfMemory(failure) ? new DeviceMemoryException(failure) : failure;
        }
    }

    /**
     * Calls a method of the text that takes gradients. The answer's tensors go with the first argument's manager.
     *
     * @param arguments named as DJL wants it: {@code weights[]} for each tensor of a list
     * @throws DeviceMemoryException when libtorch could not allocate what the call needs
     */
    NDList train(NDList arguments) {
        TorchRuntime.prepareThread(threads);
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(true); // by thread; DJL turns it off on the thread that starts libtorch
        try {
            return IValueUtils.forward(block, arguments, true);
        } catch (EngineException failure) {
            throw TorchRuntime.saysOutOfMemory(failure) ? new DeviceMemoryException(failure) : failure;
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    PtNDManager manager() {
        return manager;
    }

    /** libtorch's code of the number format of products. */
    int productType() {
        return productType;
    }

    boolean onGpu() {
        return manager.getDevice().isGpu();
    }

    @Override
    public void close() {
        block.close();
        manager.close();
    }

    private static Map<String, Object> attributes(
            NetworkConfiguration configuration, Precision precision, boolean oneDnn) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("training", false);
        attributes.put("dtype", typeCode(precision));
        // oneDNN is fastest in 32 bits with planes, in 16 bits with channels last
        attributes.put("channels_last", oneDnn && precision != Precision.FP32);
        attributes.put("scale_shift_norm", configuration.scaleShiftNorm());
        attributes.put("super_resolution", configuration.superResolution());
        attributes.put("inpainting", configuration.inpainting());
        for (Operation operation : Operation.values()) {
            attributes.put(operation.name(), operation.code());
        }
        return attributes;
    }

    static int typeCode(Precision precision) {
        return switch (precision) {
            case FP32 -> 6;
            case FP16 -> 5;
            case BF16 -> 15;
        };
    }

    private static String text(boolean packed) {
        return resource("glide.py") + resource(packed ? "products_x86.py" : "products_plain.py");
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(TorchModule.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isX86() {
        String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return architecture.equals("amd64") || architecture.equals("x86_64");
    }
}
