package dev.avow.engine.identity;

import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects members in the order of a text, and tells duplicates as they come.
 *
 * <p>Canonical text has its names in order already: a name above all before it is appended to an array. The first that
 * is not moves all into a tree, so that no order of names costs more than n log n.
 */
final class MembersBuilder {

    private String[] names = new String[8];
    private JsonValue[] values = new JsonValue[8];
    private int size;
    private @Nullable TreeMap<String, JsonValue> tree;

    /** Returns whether a member has this name. */
    boolean has(String name) {
        if (tree != null) {
            return tree.containsKey(name);
        }
        if (size == 0 || names[size - 1].compareTo(name) < 0) {
            return false;
        }
        tree = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            tree.put(names[i], values[i]);
        }
        return tree.containsKey(name);
    }

    /** Adds a member whose name {@link #has} told to be new. */
    void add(String name, JsonValue value) {
        if (tree != null) {
            tree.put(name, value);
            return;
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        names[size] = name;
        values[size] = value;
        size++;
    }

    Members build() {
        return tree != null ? Members.ofChecked(tree) : Members.ofChecked(names, values, size);
    }
}
