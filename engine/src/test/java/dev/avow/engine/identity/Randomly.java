package dev.avow.engine.identity;

import java.util.Random;

/**
 * How often a test tries, and from which seed.
 *
 * <p>The seed is new for each run, and a failure prints it; {@code -Davow.test.seed=N} repeats it. The count is small
 * by default, and {@code -Davow.test.scale=N} multiplies it.
 */
public final class Randomly {

    private static final long SEED = Long.getLong("avow.test.seed", System.nanoTime());

    private Randomly() {}

    /** A try of one seed. */
    public interface Try {
        void with(Random random) throws Exception;
    }

    /** Tries so many times the scale, each with another random; a failure names the seed that repeats it. */
    public static void times(int count, Try attempt) {
        for (long i = 0; i < (long) count * Long.getLong("avow.test.scale", 1); i++) {
            try {
                attempt.with(new Random(SEED + i));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("Fails with -Davow.test.seed=" + (SEED + i), e);
            }
        }
    }

    /** Returns the seed of this run. */
    public static long seed() {
        return SEED;
    }
}
