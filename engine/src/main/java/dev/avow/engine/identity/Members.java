package dev.avow.engine.identity;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object: immutable, sorted by name, names checked; two arrays, since documents are many and small.
 *
 * <p>An object takes one of these as it is, and copies any other map into one.
 */
@SuppressWarnings("JdkObsolete") // why: an object shows its members as a SortedMap, so this is one
final class Members extends AbstractMap<String, JsonValue> implements SortedMap<String, JsonValue> {

    private final String[] names;
    private final JsonValue[] values;

    private Members(String[] names, JsonValue[] values) {
        this.names = names;
        this.values = values;
    }

    /** Returns the members of a map; names and values are copied. */
    static Members of(SortedMap<String, JsonValue> map) {
        return map instanceof Members members ? members : copy(map);
    }

    private static Members copy(SortedMap<String, JsonValue> map) {
        TreeMap<String, JsonValue> natural = new TreeMap<>();
        natural.putAll(map); // why: so that a foreign comparator cannot decide the order
        for (String name : natural.keySet()) {
            Utf16.refuseName(name);
        }
        return ofChecked(natural);
    }

    /** Returns the members of a map in natural order, whose names were checked. */
    static Members ofChecked(SortedMap<String, JsonValue> natural) {
        natural.values().forEach(Objects::requireNonNull);
        return new Members(
                natural.keySet().toArray(new String[0]), natural.values().toArray(new JsonValue[0]));
    }

    /** Returns the first members of these arrays, whose names are ascending and were checked. */
    static Members ofChecked(String[] names, JsonValue[] values, int size) {
        return new Members(Arrays.copyOf(names, size), Arrays.copyOf(values, size));
    }

    String name(int index) {
        return names[index];
    }

    JsonValue value(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public @Nullable JsonValue get(@Nullable Object name) {
        int index = name instanceof String text ? Arrays.binarySearch(names, text) : -1;
        return index >= 0 ? values[index] : null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String text && Arrays.binarySearch(names, text) >= 0;
    }

    @Override
    public Set<Entry<String, JsonValue>> entrySet() {
        return new Entries();
    }

    @Override
    public @Nullable Comparator<? super String> comparator() {
        return null;
    }

    @Override
    public SortedMap<String, JsonValue> subMap(String from, String to) {
        return tree().subMap(from, to);
    }

    @Override
    public SortedMap<String, JsonValue> headMap(String to) {
        return tree().headMap(to);
    }

    @Override
    public SortedMap<String, JsonValue> tailMap(String from) {
        return tree().tailMap(from);
    }

    @Override
    public String firstKey() {
        return tree().firstKey();
    }

    @Override
    public String lastKey() {
        return tree().lastKey();
    }

    private SortedMap<String, JsonValue> tree() {
        return Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, JsonValue>) this));
    }

    private final class Entries extends AbstractSet<Entry<String, JsonValue>> {

        @Override
        public int size() {
            return names.length;
        }

        @Override
        public Iterator<Entry<String, JsonValue>> iterator() {
            return new AbstractList<Entry<String, JsonValue>>() {
                @Override
                public Entry<String, JsonValue> get(int index) {
                    return Map.entry(names[index], values[index]);
                }

                @Override
                public int size() {
                    return names.length;
                }
            }.iterator();
        }
    }
}
