package dev.sailplane.training.data;

/** Seeds made of seeds. */
public final class Keys {
    private Keys() {}

    /** A number that looks random, for each pair another one: the finaliser of SplitMix64 over both. */
    public static long of(long seed, long number) {
        long z = mix(seed + 0x9E3779B97F4A7C15L);
        return mix(z ^ mix(number + 0xD1B54A32D192ED03L));
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
