package dev.avow.engine.identity;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects members in the order of a text, and tells duplicates as they come.
 *
 * <p>Few members, or those that come in order, as in canonical text, are put into sorted arrays; many in another order
 * into a tree, so that no text costs more than n log n.
 */
final class MembersBuilder {

    private static final int MAX_MOVED = 64;

    private String[] names = new String[8];
    private JsonValue[] values = new JsonValue[8];
    private int size;
    private @Nullable TreeMap<String, JsonValue> tree;

    /** Returns whether a member has this name. */
    boolean has(String name) {
        return tree != null ? tree.containsKey(name) : position(name) >= 0;
    }

    /** Adds a member whose name {@link #has} told to be new. */
    void add(String name, JsonValue value) {
        if (tree == null) {
            insert(-position(name) - 1, name, value);
        } else {
            tree.put(name, value);
        }
    }

    Members build() {
        return tree != null ? Members.ofChecked(tree) : Members.ofChecked(names, values, size);
    }

    /** Returns the index of a name, or -1 minus the index where it belongs. */
    private int position(String name) {
        if (size == 0 || names[size - 1].compareTo(name) < 0) {
            return -size - 1;
        }
        return Arrays.binarySearch(names, 0, size, name);
    }

    private void insert(int index, String name, JsonValue value) {
        if (index < size && size >= MAX_MOVED) {
            toTree().put(name, value);
            return;
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        System.arraycopy(names, index, names, index + 1, size - index);
        System.arraycopy(values, index, values, index + 1, size - index);
        names[index] = name;
        values[index] = value;
        size++;
    }

    private Map<String, JsonValue> toTree() {
        TreeMap<String, JsonValue> all = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            all.put(names[i], values[i]);
        }
        tree = all;
        return all;
    }
}
