package dev.sailplane.diffusion.network;

import java.util.regex.Pattern;

/**
 * Where and how a network is computed.
 *
 * @param device {@code cpu}, {@code cuda}, {@code cuda:1} (the second GPU), or {@code auto}: a GPU where there is one
 * @param precision number format of the large matrix products; {@link Precision#FP16} needs a GPU
 * @param threads threads of one operator on the CPU, for all networks of the process; 0 leaves the choice to libtorch
 *     (one for each core)
 */
public record ComputeSettings(String device, Precision precision, int threads) {
    private static final Pattern DEVICE = Pattern.compile("auto|cpu|cuda(:[0-9]{1,3})?");

    public ComputeSettings {
        if (!DEVICE.matcher(device).matches()) {
            throw new IllegalArgumentException("device is cpu, cuda, cuda:N or auto, not \"%s\"".formatted(device));
        }
        if (threads < 0 || threads > 1024) {
            throw new IllegalArgumentException("threads is 0 (libtorch's choice) to 1024, not " + threads);
        }
        if (device.equals("cpu")) {
            refuseFp16OnCpu(precision);
        }
    }

    /** The CPU in the given precision with libtorch's choice of threads. */
    public static ComputeSettings onCpu(Precision precision) {
        return new ComputeSettings("cpu", precision, 0);
    }

    static void refuseFp16OnCpu(Precision precision) {
        if (precision == Precision.FP16) {
            throw new IllegalArgumentException(
                    "precision fp16 needs a GPU: on a CPU it is hundreds of times slower than fp32; use bf16 or fp32");
        }
    }
}
