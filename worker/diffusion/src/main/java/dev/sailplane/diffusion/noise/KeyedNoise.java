package dev.sailplane.diffusion.noise;

/**
 * Noise from {@link Philox}, keyed by (seed, image, stage, draw): a picture's numbers depend on nothing else, so it comes
 * out the same in any batch, on any machine, after any interruption.
 *
 * <p>The mapping: the key is the seed, low word first; the counter is (block, draw, stage, image). Each block of four
 * words w gives four numbers: (w0, w1) and (w2, w3) by Box and Muller's transform, u = (w + 1/2) / 2^32, r = sqrt(-2 ln
 * u0), a = 2 pi u1, r cos a, r sin a. It is computed with {@link StrictMath} in double precision and rounded once, so
 * that every machine gets the same bits.
 *
 * @param seed any number
 */
public record KeyedNoise(long seed) implements NoiseSource {
    private static final int BLOCK = 4;

    @Override
    public float[] normals(int image, int stage, int draw, int count) {
        float[] normals = new float[count];
        int[] words = new int[BLOCK];
        for (int start = 0; start < count; start += BLOCK) {
            words[0] = start / BLOCK;
            words[1] = draw;
            words[2] = stage;
            words[3] = image;
            Philox.encrypt(words, (int) seed, (int) (seed >>> 32));
            putPair(normals, start, words[0], words[1]);
            putPair(normals, start + 2, words[2], words[3]);
        }
        return normals;
    }

    private static void putPair(float[] normals, int position, int word0, int word1) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(uniform(word0)));
        double angle = 2 * Math.PI * uniform(word1);
        put(normals, position, radius * StrictMath.cos(angle));
        put(normals, position + 1, radius * StrictMath.sin(angle));
    }

    private static void put(float[] normals, int position, double value) {
        if (position < normals.length) {
            normals[position] = (float) value;
        }
    }

    private static double uniform(int word) {
        return (Integer.toUnsignedLong(word) + 0.5) * 0x1p-32; // never 0, never 1
    }
}
