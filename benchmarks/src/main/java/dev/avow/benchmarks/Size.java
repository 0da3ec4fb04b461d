package dev.avow.benchmarks;

/** How much is measured. */
enum Size {
    /** That everything runs: no figure of it means anything. */
    SMOKE,
    /** What the tables show. */
    FULL,
    /** Hours: ten times the rows. */
    SOAK;

    /** Returns one of two counts. */
    int of(int smoke, int full) {
        return this == SMOKE ? smoke : full;
    }

    /** Returns how many rounds are measured, after one that is not. */
    int rounds() {
        return of(1, 7);
    }
}
