package dev.avow.engine.gate;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The texts of a declaration's private values, by place, checked against their HMACs; immutable, and never printed. */
public final class ClearTexts {

    private static final ClearTexts NONE = new ClearTexts(new TreeMap<>());

    private final SortedMap<String, String> texts;

    private ClearTexts(SortedMap<String, String> texts) {
        this.texts = Collections.unmodifiableSortedMap(texts);
    }

    /** Returns no texts. */
    public static ClearTexts none() {
        return NONE;
    }

    static ClearTexts of(Map<String, String> texts) {
        return new ClearTexts(new TreeMap<>(texts));
    }

    /**
     * Returns the text of a private value.
     *
     * @throws IllegalArgumentException if there is no private value at this place
     */
    public String text(String place) {
        String text = texts.get(place);
        if (text == null) {
            throw new IllegalArgumentException("There is no private value at " + place + ".");
        }
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClearTexts clear && texts.equals(clear.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }

    /** Returns how many there are, and nothing of them. */
    @Override
    public String toString() {
        return texts.size() + " private values";
    }
}
