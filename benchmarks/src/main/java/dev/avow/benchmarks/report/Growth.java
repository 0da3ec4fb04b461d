package dev.avow.benchmarks.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A variant that was measured with so many runs in the store: {@code avow, 1000 runs}. */
record Growth(String variant, double runs) {

    private static final Pattern FORM = Pattern.compile("(.+), (\\d+) runs");

    static boolean isOne(Median median) {
        return FORM.matcher(median.key().variant()).matches();
    }

    static Growth of(Median median) {
        Matcher matcher = FORM.matcher(median.key().variant());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "Variant '" + median.key().variant() + "' has no number of runs. Use the form 'NAME, N runs'.");
        }
        return new Growth(matcher.group(1), Double.parseDouble(matcher.group(2)));
    }
}
