package dev.sailplane.diffusion.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * Where a generation is: its pictures, in order. What the request says is not in it; going on with another request is how
 * one picture branches off another. Immutable, and cheap: it shares the arrays of the trajectories.
 *
 * @param pictures one a picture; empty for one that has not begun
 */
public record GenerationState(List<Optional<PictureState>> pictures) {
    public GenerationState {
        pictures = List.copyOf(pictures);
    }

    /** As a file; see {@link StateFile}. */
    public byte[] bytes() {
        return StateFile.write(this);
    }

    /**
     * Out of a file.
     *
     * @throws IllegalArgumentException when it is not one of {@link #bytes}
     */
    public static GenerationState of(byte[] file) {
        return StateFile.read(file);
    }

    /** Steps of the base stage's schedule that lie behind the slowest picture; all of them while it is enlarged. */
    public int baseStepsDone() {
        return pictures.stream()
                .mapToInt(picture -> picture.map(GenerationState::baseStepsDone).orElse(0))
                .min()
                .orElse(0);
    }

    private static int baseStepsDone(PictureState picture) {
        return picture.stage() == Stage.BASE ? picture.stepsDone() : Integer.MAX_VALUE;
    }
}
