package dev.sailplane.diffusion.sampling;

/** Sums of scaled arrays in fp32. */
final class Arrays32 {
    private Arrays32() {}

    /** a x + b y, element by element. */
    static float[] combine(float a, float[] x, float b, float[] y) {
        float[] sum = new float[x.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a * x[i] + b * y[i];
        }
        return sum;
    }
}
