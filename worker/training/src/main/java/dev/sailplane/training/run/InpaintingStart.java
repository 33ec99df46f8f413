package dev.sailplane.training.run;

import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.checkpoint.StoredTensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The weights of a network without inpainting as those of one with it: the first convolution gets four more input
 * channels, known colours and mask, whose weights are zero (Nichol et al. 2022, section 2.3). So it draws at first what
 * the other network draws, whatever is known. Closing it closes the other checkpoint.
 */
public final class InpaintingStart implements Checkpoint {
    private static final String FIRST = "input_blocks.0.0.weight";
    private static final int SAMPLE_CHANNELS = 3; // what is known comes after these, before a low-resolution picture
    private static final int KNOWN_CHANNELS = 4;

    private final Checkpoint plain;

    @SuppressWarnings("MustBeClosedChecker") // closed with this
    private final Arena arena = Arena.ofShared();

    /** The weights of a network that has no inpainting. */
    public InpaintingStart(Checkpoint plain) {
        this.plain = plain;
    }

    @Override
    public Set<String> keys() {
        return plain.keys();
    }

    @Override
    public StoredTensor tensor(String key) {
        StoredTensor tensor = plain.tensor(key);
        return key.equals(FIRST) && tensor.shape().size() == 4 ? widened(tensor) : tensor;
    }

    @Override
    public void close() {
        arena.close();
        plain.close();
    }

    private StoredTensor widened(StoredTensor tensor) {
        List<Long> shape = new ArrayList<>(tensor.shape()); // out, in, height, width
        shape.set(1, shape.get(1) + KNOWN_CHANNELS);
        long channel = tensor.type().bytes() * shape.get(2) * shape.get(3);
        long narrow = tensor.shape().get(1) * channel;
        long wide = shape.get(1) * channel;
        long before = SAMPLE_CHANNELS * channel;
        MemorySegment data = arena.allocate(shape.getFirst() * wide, 64); // zeros, in every number format
        for (long out = 0; out < shape.getFirst(); out++) {
            MemorySegment.copy(tensor.data(), out * narrow, data, out * wide, before);
            long behind = out * wide + before + KNOWN_CHANNELS * channel;
            MemorySegment.copy(tensor.data(), out * narrow + before, data, behind, narrow - before);
        }
        return new StoredTensor(tensor.type(), shape, data);
    }
}
