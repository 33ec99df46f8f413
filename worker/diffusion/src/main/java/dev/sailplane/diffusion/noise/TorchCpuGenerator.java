package dev.sailplane.diffusion.noise;

/**
 * The numbers that PyTorch's CPU generator gives for a seed, to about 1e-6 (its vectorised logarithm and cosine differ
 * in the last bits). Not for use by several threads at once.
 */
final class TorchCpuGenerator {
    private static final int BLOCK = 16;
    private static final int HALF = BLOCK / 2;

    private final MersenneTwister words;
    private double keptNormal = Double.NaN;

    /** @param seed its low 32 bits count */
    TorchCpuGenerator(long seed) {
        words = new MersenneTwister((int) seed);
    }

    /** What {@code torch.rand(count)} gives. */
    float[] uniforms(int count) {
        float[] uniforms = new float[count];
        fill(uniforms, 0);
        return uniforms;
    }

    /** What {@code torch.randn(count)} gives; a tensor of any shape of so many elements, row by row. */
    float[] normals(int count) {
        return count < BLOCK ? fewNormals(count) : manyNormals(count);
    }

    private float[] manyNormals(int count) {
        float[] values = uniforms(count);
        for (int start = 0; start + BLOCK <= count; start += BLOCK) {
            transform(values, start);
        }
        if (count % BLOCK != 0) { // the last whole block is drawn anew, over what was there
            fill(values, count - BLOCK);
            transform(values, count - BLOCK);
        }
        return values;
    }

    private void fill(float[] values, int start) {
        for (int i = start; i < values.length; i++) {
            values[i] = (words.nextWord() & 0xFFFFFF) * 0x1p-24f;
        }
    }

    private static void transform(float[] values, int start) {
        for (int i = start; i < start + HALF; i++) {
            double radius = Math.sqrt(-2 * Math.log(1 - values[i]));
            double angle = 2 * Math.PI * values[i + HALF];
            values[i] = (float) (radius * Math.cos(angle));
            values[i + HALF] = (float) (radius * Math.sin(angle));
        }
    }

    private float[] fewNormals(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) nextNormal();
        }
        return values;
    }

    private double nextNormal() {
        if (!Double.isNaN(keptNormal)) {
            double kept = keptNormal;
            keptNormal = Double.NaN;
            return kept;
        }
        double angle = 2 * Math.PI * nextDouble();
        double radius = Math.sqrt(-2 * Math.log1p(-nextDouble()));
        keptNormal = radius * Math.sin(angle);
        return radius * Math.cos(angle);
    }

    private double nextDouble() {
        long high = words.nextWord();
        long low = Integer.toUnsignedLong(words.nextWord());
        return ((high << 32 | low) & ((1L << 53) - 1)) * 0x1p-53;
    }
}
