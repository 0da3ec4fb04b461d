package dev.avow.benchmarks;

/** One row of the tables in {@code benchmarks/README.md}. */
interface Benchmark {

    /** Returns the name on the command line, and of the file with its figures. */
    String name();

    /** Measures, and writes down each round. */
    void run(Size size, Figures figures) throws Exception;
}
