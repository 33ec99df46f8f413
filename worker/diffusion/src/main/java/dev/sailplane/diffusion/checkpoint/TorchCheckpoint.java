package dev.sailplane.diffusion.checkpoint;

import dev.sailplane.diffusion.checkpoint.PickleValue.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A state dict saved by PyTorch 1.6 or later: a zip archive of raw storages and one pickle that describes the tensors
 * as strided views of them. Memory-mapped, so files above 2 GiB cost no heap. The pickle is read, never run.
 *
 * <p>A state dict nested under a name ({@code state_dict}, {@code model}, ...) is found; prefixes that wrappers leave
 * before every key ({@code _orig_mod.}, {@code module.}) are dropped.
 */
public final class TorchCheckpoint implements Checkpoint {
    private static final long MAXIMUM_INDEX_BYTES = 16L << 20; // the public networks' takes less than 100 kB
    private static final String INDEX = "data.pkl";
    private static final byte[] BEFORE_1_6 = HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa85019");

    private final Arena arena;
    private final Map<String, StridedView> views;
    private final Map<String, StoredTensor> tensors = new ConcurrentHashMap<>();

    private TorchCheckpoint(Arena arena, Map<String, StridedView> views) {
        this.arena = arena;
        this.views = views;
    }

    /**
     * Maps a file and reads its index.
     *
     * @throws CheckpointException when the file is no such archive, truncated, holds anything but tensors in its index,
     *     or was written before PyTorch 1.6
     * @throws IOException when the file cannot be read
     */
    @SuppressWarnings("MustBeClosedChecker") // the checkpoint owns the arena
    public static TorchCheckpoint open(Path file) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new TorchCheckpoint(arena, KeyPrefixes.strip(read(file, bytes)));
        } catch (Throwable failure) {
            arena.close();
            throw failure;
        }
    }

    @Override
    public Set<String> keys() {
        return Collections.unmodifiableSet(views.keySet());
    }

    @Override
    public StoredTensor tensor(String key) {
        StridedView view = views.get(key);
        if (view == null) {
            throw new NoSuchElementException(key);
        }
        return tensors.computeIfAbsent(key, _ -> view.dense(arena));
    }

    @Override
    public void close() {
        arena.close();
    }

    private static Map<String, StridedView> read(Path file, MemorySegment bytes) {
        requireZip(file, bytes);
        Map<String, MemorySegment> entries = StoredZip.entries(file, bytes);
        String index = index(file, entries);
        String root = index.substring(0, index.length() - INDEX.length());
        requireLittleEndian(file, entries, root);
        Map<String, StridedView> views = new LinkedHashMap<>();
        tensors(file, entries.getOrDefault(index, MemorySegment.NULL))
                .forEach((key, tensor) -> views.put(key, view(file, key, tensor, entries, root)));
        return views;
    }

    private static void requireZip(Path file, MemorySegment bytes) {
        if (StoredZip.isZip(bytes)) {
            return;
        }
        byte[] start =
                bytes.asSlice(0, Math.min(bytes.byteSize(), BEFORE_1_6.length)).toArray(ValueLayout.JAVA_BYTE);
        throw new CheckpointException(
                file,
                Arrays.equals(start, BEFORE_1_6)
                        ? "is in the format of PyTorch before 1.6. Load it there and save it again with torch.save of 1.6 or later"
                        : "is neither a .pt file (a zip archive) nor a safetensors file");
    }

    private static String index(Path file, Map<String, MemorySegment> entries) {
        List<String> found = entries.keySet().stream()
                .filter(name -> name.endsWith("/" + INDEX))
                .toList();
        if (found.size() != 1) {
            throw new CheckpointException(
                    file, "is a zip archive but no .pt file: it has %d entries %s".formatted(found.size(), INDEX));
        }
        return found.getFirst();
    }

    private static void requireLittleEndian(Path file, Map<String, MemorySegment> entries, String root) {
        MemorySegment order = entries.get(root + "byteorder");
        if (order != null && order.byteSize() == 3 && text(order).equals("big")) {
            throw new CheckpointException(file, "was written on a big-endian machine");
        }
    }

    private static Map<String, Tensor> tensors(Path file, MemorySegment index) {
        if (index.byteSize() > MAXIMUM_INDEX_BYTES) {
            throw new CheckpointException(
                    file,
                    "has an index of %,d bytes; at most %,d are read".formatted(index.byteSize(), MAXIMUM_INDEX_BYTES));
        }
        try {
            return StateDictFinder.tensors(StateDictPickle.read(index.toArray(ValueLayout.JAVA_BYTE)));
        } catch (IllegalArgumentException refused) {
            throw new CheckpointException(file, "cannot be used: its index " + refused.getMessage(), refused);
        }
    }

    private static StridedView view(
            Path file, String key, Tensor tensor, Map<String, MemorySegment> entries, String root) {
        String name = root + "data/" + tensor.storage().key();
        MemorySegment storage = entries.get(name);
        if (storage == null) {
            throw new CheckpointException(file, "lacks the entry %s that %s needs".formatted(name, key));
        }
        try {
            return new StridedView(tensor, storage);
        } catch (IllegalArgumentException inconsistent) {
            throw new CheckpointException(
                    file, "is inconsistent: %s %s".formatted(key, inconsistent.getMessage()), inconsistent);
        }
    }

    private static String text(MemorySegment bytes) {
        return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
