package dev.avow.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * A question, asked through the history and by hand.
 *
 * @param name what is asked
 */
record HistoryQuestion(String name, Asked avow, Asked byHand) {

    private static final int[] PERCENTILES = {50, 99};

    /** Asks once, and returns how many rows came. */
    @FunctionalInterface
    interface Asked {
        int ask(HistoryPick pick) throws Exception;
    }

    /** Takes what was measured. */
    @FunctionalInterface
    interface Taken {
        void add(String measured, String variant, double value, String unit);
    }

    /** Asks in both ways in turn, each first every other time. */
    void measure(List<HistoryPick> picks, Size size, Taken taken) throws Exception {
        int unheeded = size.of(5, 2_000);
        List<Double> avows = new ArrayList<>();
        List<Double> byHands = new ArrayList<>();
        for (int i = 0; i < unheeded + size.of(20, 1_000); i++) {
            HistoryPick pick = picks.get(i % picks.size());
            boolean counts = i >= unheeded;
            if (i % 2 == 0) {
                Answer mine = timed(avow, pick, avows, counts);
                mine.requireSame(timed(byHand, pick, byHands, counts), name);
            } else {
                Answer theirs = timed(byHand, pick, byHands, counts);
                theirs.requireSame(timed(avow, pick, avows, counts), name);
            }
        }
        for (int percent : PERCENTILES) {
            double mine = Delays.percentile(avows, percent);
            double theirs = Delays.percentile(byHands, percent);
            String measured = name + ", p" + percent;
            taken.add(measured, "avow", mine, "ms");
            taken.add(measured, "by hand", theirs, "ms");
            taken.add(measured, "avow/by hand", mine / theirs, "ratio");
        }
    }

    private static Answer timed(Asked way, HistoryPick pick, List<Double> milliseconds, boolean counts)
            throws Exception {
        long start = System.nanoTime();
        int rows = way.ask(pick);
        long end = System.nanoTime();
        if (counts) {
            milliseconds.add((end - start) / 1e6);
        }
        return new Answer(rows);
    }

    private record Answer(int rows) {

        void requireSame(Answer other, String name) {
            if (rows == 0 || rows != other.rows) {
                throw new IllegalStateException(
                        "Question '" + name + "' has " + rows + " rows in one way and " + other.rows + " in the other");
            }
        }
    }
}
