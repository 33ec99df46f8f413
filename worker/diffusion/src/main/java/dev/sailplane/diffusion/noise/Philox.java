package dev.sailplane.diffusion.noise;

/**
 * The counter-based generator Philox4x32-10: a keyed bijection of 128-bit counters (Salmon, Moraes, Dror, Shaw, "Parallel
 * random numbers: as easy as 1, 2, 3", SC 2011, section 3.3).
 */
final class Philox {
    private static final int ROUNDS = 10;
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9; // golden ratio
    private static final int WEYL_1 = 0xBB67AE85; // square root of 3, less 1

    private Philox() {}

    /** Replaces a counter of four words by four random words. */
    static void encrypt(int[] counter, int key0, int key1) {
        int k0 = key0;
        int k1 = key1;
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = MULTIPLIER_0 * Integer.toUnsignedLong(counter[0]);
            long product1 = MULTIPLIER_1 * Integer.toUnsignedLong(counter[2]);
            counter[0] = (int) (product1 >>> 32) ^ counter[1] ^ k0;
            counter[2] = (int) (product0 >>> 32) ^ counter[3] ^ k1;
            counter[1] = (int) product1;
            counter[3] = (int) product0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
    }
}
