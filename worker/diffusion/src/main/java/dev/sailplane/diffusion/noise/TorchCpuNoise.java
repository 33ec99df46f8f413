package dev.sailplane.diffusion.noise;

import java.util.List;

/**
 * The noise that the reference implementation draws on a CPU, where one generator serves the whole batch: stage after
 * stage, first the start, then once a step, each a tensor of all rows. A picture's numbers therefore depend on how many
 * others are made with it. Draws asked for in order cost nothing extra; going back starts the generator anew.
 */
public final class TorchCpuNoise implements NoiseSource {
    /**
     * What one stage draws.
     *
     * @param rows rows of each draw; the base stage draws for conditional and unconditional rows, and only the first
     *     half counts
     * @param valuesPerRow numbers of one row
     * @param steps steps of the stage; it draws once more than that
     */
    public record StageLayout(int rows, int valuesPerRow, int steps) {}

    private final long seed;
    private final List<StageLayout> stages;

    private TorchCpuGenerator generator;
    private int drawsDone;
    private float[] latest = new float[0];

    /**
     * @param seed its low 32 bits count
     * @param stages in the order in which they run
     */
    public TorchCpuNoise(long seed, List<StageLayout> stages) {
        this.seed = seed;
        this.stages = List.copyOf(stages);
        this.generator = new TorchCpuGenerator(seed);
    }

    @Override
    public synchronized float[] normals(int image, int stage, int draw, int count) {
        StageLayout layout = stages.get(stage);
        if (image >= layout.rows() || draw > layout.steps() || count != layout.valuesPerRow()) {
            throw new IllegalArgumentException(
                    "image %d, draw %d of %d numbers is not part of %s".formatted(image, draw, count, layout));
        }
        goTo(stage, draw);
        float[] row = new float[count];
        System.arraycopy(latest, image * count, row, 0, count);
        return row;
    }

    private void goTo(int stage, int draw) {
        int wanted = draw + 1;
        for (StageLayout before : stages.subList(0, stage)) {
            wanted += before.steps() + 1;
        }
        if (wanted < drawsDone) {
            generator = new TorchCpuGenerator(seed);
            drawsDone = 0;
        }
        while (drawsDone < wanted) {
            StageLayout layout = layoutOf(drawsDone);
            latest = generator.normals(layout.rows() * layout.valuesPerRow());
            drawsDone++;
        }
    }

    private StageLayout layoutOf(int draw) {
        int left = draw;
        for (StageLayout layout : stages) {
            if (left <= layout.steps()) {
                return layout;
            }
            left -= layout.steps() + 1;
        }
        throw new IllegalArgumentException("the stages draw less than %d times".formatted(draw + 1));
    }
}
