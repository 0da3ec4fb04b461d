package dev.avow.db.internal;

import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Keys that a statement looks for, each as values of its own. Of an array PostgreSQL knows the length only by the value, so
 * that it plans such a statement each time anew, which takes longer than a look for a few keys. Lists of up to the same power
 * of two share a text, in which the last key stands for those that are missing.
 */
final class KeyList {

    /** Stands in a statement for the keys: digests between commas, pairs as rows of {@code values}. */
    static final String EACH = ":each";

    private static final String NAME = EACH.substring(1);

    private final int size;
    private final UnaryOperator<String> form;
    private final Binding binding;

    private KeyList(int size, UnaryOperator<String> form, Binding binding) {
        this.size = size;
        this.form = form;
        this.binding = binding;
    }

    /** @param digests at least one */
    static KeyList digests(Collection<String> digests) {
        List<String> all = List.copyOf(digests);
        return new KeyList(all.size(), name -> ":" + name, (values, name, at) -> values.digest(name, all.get(at)));
    }

    /** @param pairs of texts, at least one */
    static KeyList pairs(Collection<Pair> pairs) {
        List<Pair> all = List.copyOf(pairs);
        // why cast: H2 does not know the type of a value that is compared with nothing yet
        return new KeyList(
                all.size(),
                name -> "(cast(:" + name + "a as varchar), cast(:" + name + "b as varchar))",
                (values, name, at) -> values.text(name + "a", all.get(at).first())
                        .text(name + "b", all.get(at).second()));
    }

    /** Returns a statement with names for each key in the place of {@link #EACH}. */
    String in(String sql) {
        return sql.replace(
                EACH,
                IntStream.range(0, length())
                        .mapToObj(at -> form.apply(NAME + at))
                        .collect(Collectors.joining(", ")));
    }

    Values values() {
        Values values = Values.values();
        for (int at = 0; at < length(); at++) {
            binding.bind(values, NAME + at, Math.min(at, size - 1));
        }
        return values;
    }

    private int length() {
        int length = Integer.highestOneBit(size);
        return length == size ? length : 2 * length;
    }

    /** A key of two columns. */
    record Pair(String first, String second) {}

    @FunctionalInterface
    private interface Binding {
        void bind(Values values, String name, int at);
    }
}
