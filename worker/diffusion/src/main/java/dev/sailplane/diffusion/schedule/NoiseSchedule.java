package dev.sailplane.diffusion.schedule;

import java.util.ArrayList;
import java.util.List;

/** The noise levels of a (respaced) diffusion process, from least to most noise. Immutable. */
public final class NoiseSchedule {
    private final List<NoiseLevel> levels;

    private NoiseSchedule(List<NoiseLevel> levels) {
        this.levels = List.copyOf(levels);
    }

    /**
     * The process of {@value Respacing#DIFFUSION_STEPS} steps reduced to the visited timesteps. Betas are recomputed so
     * that the kept levels stay as noisy as they were (Nichol &amp; Dhariwal 2021, section 4, equation 19).
     */
    public static NoiseSchedule of(BetaSchedule schedule, Respacing respacing) {
        double[] all = cumulativeProduct(schedule.betas(Respacing.DIFFUSION_STEPS));
        int[] timesteps = respacing.timesteps();
        double[] betas = new double[timesteps.length];
        double last = 1;
        for (int i = 0; i < betas.length; i++) {
            betas[i] = 1 - all[timesteps[i]] / last;
            last = all[timesteps[i]];
        }
        return new NoiseSchedule(levels(betas, timesteps));
    }

    /** How many steps a generation takes. */
    public int steps() {
        return levels.size();
    }

    /** The level of an index 0..steps-1; generation goes from the highest index to 0. */
    public NoiseLevel level(int index) {
        return levels.get(index);
    }

    private static List<NoiseLevel> levels(double[] betas, int[] timesteps) {
        double[] alphasCumprod = cumulativeProduct(betas);
        List<NoiseLevel> levels = new ArrayList<>();
        for (int i = 0; i < betas.length; i++) {
            double previous = i == 0 ? 1 : alphasCumprod[i - 1];
            double next = i == betas.length - 1 ? 0 : alphasCumprod[i + 1];
            double logVariance = posteriorLogVariance(betas, alphasCumprod, Math.max(i, 1));
            levels.add(new NoiseLevel(i, timesteps[i], betas[i], alphasCumprod[i], previous, next, logVariance));
        }
        return levels;
    }

    private static double posteriorLogVariance(double[] betas, double[] alphasCumprod, int index) {
        return index == betas.length
                ? Math.log(betas[0]) // a process of a single step, which adds no noise
                : Math.log(NoiseLevel.posteriorVariance(betas[index], alphasCumprod[index], alphasCumprod[index - 1]));
    }

    private static double[] cumulativeProduct(double[] betas) {
        double[] product = new double[betas.length];
        double left = 1;
        for (int i = 0; i < betas.length; i++) {
            left *= 1 - betas[i];
            product[i] = left;
        }
        return product;
    }
}
