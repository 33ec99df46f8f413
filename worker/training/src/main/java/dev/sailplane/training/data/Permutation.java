package dev.sailplane.training.data;

/**
 * Every place of a list once an epoch, in an order that looks random and is another one each epoch. Takes no memory: a
 * Feistel network of four rounds over the next larger square, walked until it is back in the list.
 *
 * @param seed decides the orders
 * @param count places, at least 1
 */
record Permutation(long seed, long count) {
    private static final int ROUNDS = 4;

    Permutation {
        if (count < 1) {
            throw new IllegalArgumentException("a permutation has at least one place");
        }
    }

    /** The place whose turn it is at a number, counted from 0 over all epochs. */
    long place(long number) {
        long key = Keys.of(seed, number / count);
        long place = number % count;
        do {
            place = exchanged(key, place);
        } while (place >= count);
        return place;
    }

    private long exchanged(long key, long value) {
        int bits = Math.max(1, Math.ceilDiv(Long.SIZE - Long.numberOfLeadingZeros(count - 1), 2));
        long mask = (1L << bits) - 1;
        long left = value >>> bits;
        long right = value & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long next = left ^ (Keys.of(key + round, right) & mask);
            left = right;
            right = next;
        }
        return left << bits | right;
    }
}
