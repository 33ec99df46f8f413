package dev.sailplane.diffusion.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/** Starts libtorch, from the class path unless the environment names another one, and tells what devices it has. */
final class TorchRuntime {
    private static final String ENGINE = "PyTorch";
    private static final List<String> OUT_OF_MEMORY = List.of(
            "out of memory", // CUDA
            "can't allocate memory", // the CPU
            "CUBLAS_STATUS_ALLOC_FAILED",
            "CUDNN_STATUS_ALLOC_FAILED");

    static {
        setDefault("ai.djl.offline", "true"); // nothing is downloaded behind the user's back
        setDefault("OPT_OUT_TRACKING", "true");
        setDefault("ai.djl.pytorch.graph_optimizer", "false"); // it specialises for every new shape, for no gain here
    }

    private TorchRuntime() {}

    /**
     * The device that settings name.
     *
     * @throws IllegalArgumentException when this machine lacks it, or it lacks the precision
     * @throws IllegalStateException when libtorch does not start
     */
    static Device device(ComputeSettings settings) {
        int gpus = engine().getGpuCount();
        Device device = parse(settings.device(), gpus);
        if (device.isGpu() && device.getDeviceId() >= gpus) {
            throw new IllegalArgumentException("device %s is not there: libtorch %s sees %d GPU(s) here"
                    .formatted(settings.device(), engine().getVersion(), gpus));
        }
        if (!device.isGpu()) {
            ComputeSettings.refuseFp16OnCpu(settings.precision());
        }
        return device;
    }

    /** A manager of its own for arrays on a device; the caller closes it. */
    static PtNDManager newManager(Device device) {
        engine();
        return (PtNDManager) NDManager.newBaseManager(device, ENGINE);
    }

    /** To be called by every thread before it runs a module: libtorch keeps these settings by thread. */
    static void prepareThread(int threads) {
        JniUtils.setGraphExecutorOptimize(false);
        if (threads > 0 && JniUtils.getNumThreads() != threads) {
            JniUtils.setNumThreads(threads);
        }
    }

    /** Whether libtorch failed for want of memory: it says so in words alone, others for each of its allocators. */
    static boolean saysOutOfMemory(EngineException failure) {
        String message = String.valueOf(failure.getMessage());
        return OUT_OF_MEMORY.stream().anyMatch(message::contains);
    }

    private static Device parse(String name, int gpus) {
        return switch (name) {
            case "auto" -> gpus > 0 ? Device.gpu() : Device.cpu();
            case "cpu" -> Device.cpu();
            case "cuda" -> Device.gpu();
            default -> Device.gpu(Integer.parseInt(name.substring("cuda:".length())));
        };
    }

    private static Engine engine() {
        try {
            return Engine.getEngine(ENGINE);
        } catch (EngineException failure) {
            throw new IllegalStateException("libtorch does not start: " + rootMessage(failure), failure);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
