package dev.sailplane.diffusion.sampling;

import dev.sailplane.diffusion.network.NoisePrediction;
import dev.sailplane.diffusion.network.NoisePredictor;
import dev.sailplane.diffusion.network.NoisyRow;
import dev.sailplane.diffusion.network.PixelTensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes the pictures of one stage from start to finish together, one batch of all their rows a step.
 *
 * @param network evaluates the rows
 */
public record LockStep(NoisePredictor network) {
    /**
     * Runs to the end.
     *
     * @param start at least one trajectory, all with the same number of steps left
     * @param afterStep told what each step gave, one entry a trajectory
     * @return the finished samples, in order
     */
    public List<PixelTensor> run(List<Trajectory> start, Consumer<List<Advance>> afterStep) {
        List<Trajectory> trajectories = start;
        while (!trajectories.getFirst().finished()) {
            List<Advance> advances = advance(trajectories);
            afterStep.accept(advances);
            trajectories = advances.stream().map(Advance::next).toList();
        }
        return trajectories.stream().map(Trajectory::sample).toList();
    }

    private List<Advance> advance(List<Trajectory> trajectories) {
        List<List<NoisyRow>> rows = trajectories.stream().map(Trajectory::rows).toList();
        Iterator<NoisePrediction> predictions =
                network.predict(rows.stream().flatMap(List::stream).toList()).iterator();
        List<Advance> advanced = new ArrayList<>();
        for (int i = 0; i < trajectories.size(); i++) {
            advanced.add(trajectories.get(i).advance(take(rows.get(i).size(), predictions)));
        }
        return advanced;
    }

    private static List<NoisePrediction> take(int count, Iterator<NoisePrediction> predictions) {
        List<NoisePrediction> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(predictions.next());
        }
        return taken;
    }
}
