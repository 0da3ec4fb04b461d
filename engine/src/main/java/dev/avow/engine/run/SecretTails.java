package dev.avow.engine.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Byte patterns, found by their last eight bytes: these are one number, which a reader of bytes has at hand at each step. A
 * bit set tells at once that most numbers end no pattern. Immutable once all are added.
 */
final class SecretTails {

    static final int TAIL = 8;

    private static final int BITS = 1 << 16;

    private final Map<Long, List<Pattern>> byTail = new HashMap<>();
    private final long[] maybe = new long[BITS / Long.SIZE];
    private int longest = TAIL;

    /** @param bytes at least eight */
    void add(String secret, byte[] bytes) {
        long tail = 0;
        for (int i = bytes.length - TAIL; i < bytes.length; i++) {
            tail = next(tail, bytes[i]);
        }
        byTail.computeIfAbsent(tail, key -> new ArrayList<>()).add(new Pattern(secret, bytes));
        maybe[word(tail)] |= 1L << bit(tail);
        longest = Math.max(longest, bytes.length);
    }

    /** Returns the number of the last eight bytes when this one has come. */
    static long next(long tail, byte b) {
        return (tail << Byte.SIZE) | (b & 0xFF);
    }

    /** Returns the patterns that may end here. */
    List<Pattern> ending(long tail) {
        boolean none = (maybe[word(tail)] & (1L << bit(tail))) == 0;
        return none ? List.of() : byTail.getOrDefault(tail, List.of());
    }

    int longest() {
        return longest;
    }

    private static int word(long tail) {
        return (int) ((mix(tail) >>> 6) & (BITS / Long.SIZE - 1));
    }

    private static int bit(long tail) {
        return (int) (mix(tail) & (Long.SIZE - 1));
    }

    private static long mix(long tail) {
        long mixed = tail * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 32);
    }

    /** What is looked for. */
    @SuppressWarnings("ArrayRecordComponent") // why: never compared, and never let out
    record Pattern(String secret, byte[] bytes) {

        /** Shows no value. */
        @Override
        public String toString() {
            return secret;
        }
    }
}
