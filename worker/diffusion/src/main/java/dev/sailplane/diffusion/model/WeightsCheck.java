package dev.sailplane.diffusion.model;

import dev.sailplane.diffusion.checkpoint.Checkpoint;
import dev.sailplane.diffusion.checkpoint.CheckpointException;
import dev.sailplane.diffusion.checkpoint.Checkpoints;
import dev.sailplane.diffusion.model.WeightsVerdict.HashOrigin;
import dev.sailplane.diffusion.network.StateDictException;
import dev.sailplane.diffusion.network.StateDictLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Checks a file of weights, cheap things first: size, container, keys and shapes, SHA-256.
 *
 * @param network what the file should hold
 */
public record WeightsCheck(ModelNetwork network) {
    /**
     * Checks a file against the description and, where that states no hash, against the recorded one.
     *
     * @throws IOException when the file cannot be read
     */
    public WeightsVerdict check(Path file) throws IOException {
        return check(file, RecordedHash.read(file));
    }

    /** Checks a file that has just been fetched, for which no hash was recorded before. */
    public WeightsVerdict checkFresh(Path file) throws IOException {
        return check(file, Optional.empty());
    }

    private WeightsVerdict check(Path file, Optional<String> recorded) throws IOException {
        if (!Files.isRegularFile(file)) {
            return new WeightsVerdict.Missing();
        }
        long bytes = Files.size(file);
        if (!network.file().admits(bytes)) {
            return new WeightsVerdict.Unsound("%s has %,d bytes; expected are %s"
                    .formatted(file, bytes, network.file().sizeInWords()));
        }
        try (Checkpoint checkpoint = Checkpoints.open(file)) {
            StateDictLayout.of(network.configuration()).read(checkpoint);
        } catch (CheckpointException damaged) {
            return new WeightsVerdict.Unsound(String.valueOf(damaged.getMessage()));
        } catch (StateDictException foreign) {
            return new WeightsVerdict.Unsound("%s: %s".formatted(file, foreign.getMessage()));
        }
        return checkHash(file, recorded);
    }

    private WeightsVerdict checkHash(Path file, Optional<String> recorded) throws IOException {
        Optional<String> stated = network.file().sha256();
        String actual = RecordedHash.of(file);
        Optional<String> expected = stated.or(() -> recorded);
        if (expected.isPresent() && !expected.get().equals(actual)) {
            return new WeightsVerdict.Unsound(
                    "%s has the SHA-256 %s; expected is %s".formatted(file, actual, expected.get()));
        }
        HashOrigin known = recorded.isPresent() ? HashOrigin.RECORDED : HashOrigin.NONE;
        return new WeightsVerdict.Sound(actual, stated.isPresent() ? HashOrigin.STATED : known);
    }
}
