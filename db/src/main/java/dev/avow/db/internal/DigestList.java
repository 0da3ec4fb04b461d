package dev.avow.db.internal;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Digests that a statement looks for, each as a value of its own. Of an array PostgreSQL knows the length only by the value, so
 * that it plans such a statement each time anew, which takes longer than a look for a few keys. Lists of up to the same power
 * of two share a text, in which the last digest stands for those that are missing.
 */
final class DigestList {

    /** Stands in a statement for the digests. */
    static final String EACH = ":each";

    private final List<String> digests;

    /** @param digests at least one */
    DigestList(Collection<String> digests) {
        this.digests = List.copyOf(digests);
    }

    /** Returns a statement with a name for each digest in the place of {@link #EACH}. */
    String in(String sql) {
        return sql.replace(
                EACH, IntStream.range(0, length()).mapToObj(at -> EACH + at).collect(Collectors.joining(", ")));
    }

    Values values() {
        Values values = Values.values();
        for (int at = 0; at < length(); at++) {
            values.digest((EACH + at).substring(1), digests.get(Math.min(at, digests.size() - 1)));
        }
        return values;
    }

    private int length() {
        int length = Integer.highestOneBit(digests.size());
        return length == digests.size() ? length : 2 * length;
    }
}
