package dev.avow.examples.summary;

import dev.avow.operators.embedding.Vectors;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;

/** Vectors of unit length, so that the cosine of two is their dot product; immutable. */
final class Cosine {

    private static final int DIGITS = 4;

    private final double[][] rows;
    private final double[] mean;

    private Cosine(double[][] rows) {
        this.rows = rows;
        this.mean = mean(rows, IntStream.range(0, rows.length).boxed().toList());
    }

    static Cosine of(Vectors vectors) {
        double[][] rows = new double[vectors.count()][];
        for (int i = 0; i < rows.length; i++) {
            float[] row = vectors.row(i);
            rows[i] = unit(
                    IntStream.range(0, row.length).mapToDouble(at -> row[at]).toArray());
        }
        return new Cosine(rows);
    }

    int count() {
        return rows.length;
    }

    /** Returns the similarity of two vectors. */
    double of(int one, int other) {
        return dot(rows[one], rows[other]);
    }

    /** Returns the similarity of a vector to the mean of all. */
    double toMean(int index) {
        return toMean(List.of(index));
    }

    /** Returns the similarity of the mean of some vectors to the mean of all. */
    double toMean(List<Integer> some) {
        return dot(mean(rows, some), mean);
    }

    /** Returns a number as a decimal with four digits after the point, the same on every Java. */
    static String decimal(double value) {
        return new BigDecimal(value).setScale(DIGITS, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static double[] mean(double[][] rows, List<Integer> some) {
        double[] sum = new double[rows[0].length];
        for (int index : some) {
            for (int at = 0; at < sum.length; at++) {
                sum[at] += rows[index][at];
            }
        }
        return unit(sum);
    }

    private static double[] unit(double[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        return IntStream.range(0, vector.length)
                .mapToDouble(at -> length == 0 ? 0 : vector[at] / length)
                .toArray();
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0; // why: a plain loop, since the order of a sum decides its last bits
        for (int at = 0; at < one.length; at++) {
            sum += one[at] * other[at];
        }
        return sum;
    }
}
