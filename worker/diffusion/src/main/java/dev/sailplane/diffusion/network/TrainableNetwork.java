package dev.sailplane.diffusion.network;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import dev.sailplane.diffusion.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One GLIDE network that learns: weights, what the optimiser remembers of them, and their moving average, all in 32 bits
 * on the device. Gradients of batches are added up ({@link #accumulate}) until a step is made of them ({@link #update}).
 * On a CPU the same calls with the same number of threads give the same bits. Not for use by several threads at once.
 * Whoever loaded it closes it.
 *
 * <p>A mixed precision narrows the products of a batch; weights, gradients and losses stay at 32 bits. FP16 is refused:
 * its gradients vanish without loss scaling.
 */
public final class TrainableNetwork implements AutoCloseable {
    private final NetworkConfiguration configuration;
    private final LearningMode mode;
    private final TorchModule module;
    private final TrainingTensors tensors;
    private final TrainingPlan plan;

    private TrainableNetwork(
            NetworkConfiguration configuration,
            LearningMode mode,
            TorchModule module,
            TrainingTensors tensors,
            TrainingPlan plan) {
        this.configuration = configuration;
        this.mode = mode;
        this.module = module;
        this.tensors = tensors;
        this.plan = plan;
    }

    /**
     * Starts from weights: the optimiser remembers nothing, the average is the weights. The checkpoint may be closed
     * afterwards.
     *
     * @param mode what of them changes, and how
     * @throws StateDictException when the checkpoint is not of this network
     * @throws IllegalArgumentException when this machine lacks the device, or the precision is FP16
     */
    public static TrainableNetwork start(
            NetworkConfiguration configuration, Checkpoint weights, LearningMode mode, ComputeSettings settings) {
        return load(
                configuration,
                mode,
                settings,
                module -> TrainingTensors.start(configuration, weights, mode.part(), module));
    }

    /**
     * Goes on where {@link #state} was taken.
     *
     * @param mode what changed then and is to change, and how
     * @throws StateDictException when the checkpoint is no such state of this network
     * @throws IllegalArgumentException when this machine lacks the device, or the precision is FP16
     */
    public static TrainableNetwork resume(
            NetworkConfiguration configuration, Checkpoint state, LearningMode mode, ComputeSettings settings) {
        return load(
                configuration,
                mode,
                settings,
                module -> TrainingTensors.resume(configuration, state, mode.part(), module));
    }

    /**
     * Bytes that a network holds on the device from its start to its end: all weights, and of those that change a
     * gradient, two moments and an average. What a batch needs comes on top.
     */
    public static long heldBytes(NetworkConfiguration configuration, TrainedPart part) {
        NetworkPlan plan = NetworkPlan.of(configuration);
        Set<String> changing = part.keys(plan);
        return plan.weights()
                .mapToLong(weight -> Float.BYTES * weight.elements() * (changing.contains(weight.key()) ? 5L : 1L))
                .sum();
    }

    private interface TensorSource {
        TrainingTensors tensors(TorchModule module);
    }

    private static TrainableNetwork load(
            NetworkConfiguration configuration, LearningMode mode, ComputeSettings settings, TensorSource source) {
        if (settings.precision() == Precision.FP16) {
            throw new IllegalArgumentException("training needs precision fp32 or bf16; fp16 loses small gradients");
        }
        TorchModule module = TorchModule.loadForTraining(configuration, mode.dropout(), settings);
        try {
            TrainingTensors tensors = source.tensors(module);
            TrainingPlan plan = TrainingPlan.of(configuration, tensors, module, mode.recompute());
            return new TrainableNetwork(configuration, mode, module, tensors, plan);
        } catch (RuntimeException failure) {
            module.close();
            throw failure;
        }
    }

    /** What the network looks like. */
    public NetworkConfiguration configuration() {
        return configuration;
    }

    /**
     * Adds a batch's gradient to what was added up since the last step. Which features are dropped is a function of the
     * first row's noise, so that the same rows give the same gradient; with dropout, libtorch's generator is seeded.
     *
     * @param share part of the step's loss that this batch's mean is: one over the number of batches a step
     * @return every row's loss before the step
     * @throws IllegalArgumentException when a row is not fit for this network
     * @throws DeviceMemoryException when the batch is too large for the device
     */
    public List<RowLoss> accumulate(List<TrainingRow> rows, double share) {
        TrainingBatch batch = new TrainingBatch(configuration, rows);
        if (mode.dropout() > 0) {
            JniUtils.setSeed(batch.seed());
        }
        try (TorchScope scope = new TorchScope(module.manager())) {
            NDList arguments = new NDList();
            arguments.add(named(scope.floats(new float[1], 1), "module_method:accumulate"));
            addAll(arguments, tensors.weights(), "weights[]");
            addAll(arguments, tensors.gradients(), "gradients[]");
            addAll(arguments, batch.tensors(scope), "batch[]");
            arguments.add(named(scope.floats(new float[] {(float) share}, 1), "numbers[]"));
            addAll(arguments, plan.tensors(scope), "numbers[]");
            try (NDList answer = module.train(arguments)) {
                return losses(answer);
            }
        }
    }

    /**
     * Makes a step of the gradient added up, and forgets it. A gradient that is not finite changes nothing.
     *
     * @return the gradient's length before it was shortened, all weights taken as one vector
     */
    public double update(AdamWStep step) {
        try (TorchScope scope = new TorchScope(module.manager());
                IValue numbers = IValue.listFrom(step.numbers())) {
            return scope.floats(module.run(
                    "update",
                    scope.list(tensors.trained(TrainingTensors.Part.WEIGHT)),
                    scope.list(tensors.gradients()),
                    scope.list(tensors.trained(TrainingTensors.Part.FIRST_MOMENT)),
                    scope.list(tensors.trained(TrainingTensors.Part.SECOND_MOMENT)),
                    scope.list(tensors.trained(TrainingTensors.Part.AVERAGE)),
                    numbers))[0];
        }
    }

    /** All that must be kept to go on later, read from the device tensor by tensor; valid as long as the network. */
    public HostTensors state() {
        return tensors.state();
    }

    /** The weights' moving average as a state dict, which is what pictures are drawn with. */
    public HostTensors average() {
        return tensors.average();
    }

    @Override
    public void close() {
        module.close();
    }

    private static List<RowLoss> losses(NDList answer) {
        float[] losses = answer.get(0).toFloatArray();
        float[] errors = answer.get(1).toFloatArray();
        float[] bounds = answer.get(2).toFloatArray();
        List<RowLoss> rows = new ArrayList<>();
        for (int row = 0; row < losses.length; row++) {
            rows.add(new RowLoss(losses[row], errors[row], bounds[row]));
        }
        return rows;
    }

    private static void addAll(NDList arguments, List<PtNDArray> arrays, String name) {
        arrays.forEach(array -> arguments.add(named(array, name)));
    }

    private static PtNDArray named(PtNDArray array, String name) {
        array.setName(name);
        return array;
    }
}
