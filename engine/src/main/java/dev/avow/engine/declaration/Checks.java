package dev.avow.engine.declaration;

import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonPointer;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.Printable;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The checks that parts of a declaration make of their members; each refuses at the member's pointer. */
final class Checks {

    static final int MAX_LINE = 200;

    private static final int MAX_NAME = 100;
    private static final int SHOWN = 60;

    private Checks() {}

    /** Refuses what is not of the form {@code [a-z0-9][a-z0-9._-]{0,99}}. */
    static void name(String member, String value) {
        if (!isName(value)) {
            throw DeclarationException.at(
                    member, shown(value) + " is not a name; use the form [a-z0-9][a-z0-9._-]{0,99}");
        }
    }

    static void names(String member, Set<String> names) {
        within(member, () -> names.forEach(name -> name(name, name)));
    }

    /** Refuses what is empty, longer than this many UTF-16 code units, or has a control character. */
    static void line(String member, String value, int max) {
        text(member, value);
        if (value.isEmpty() || value.length() > max) {
            throw DeclarationException.at(member, "text of " + value.length() + " characters; use 1 to " + max);
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw DeclarationException.at(member, shown(value) + " has a control character; leave it out");
        }
    }

    static void lines(String member, Set<String> lines) {
        within(member, () -> lines.forEach(line -> line(line, line, MAX_LINE)));
    }

    /** Refuses what UTF-8 cannot carry. */
    static void text(String member, String value) {
        if (!Printable.isWellFormed(value)) {
            throw DeclarationException.at(member, "lone surrogate");
        }
    }

    /** Refuses what looks like a private value and is none. */
    static void param(String name, JsonValue value) {
        within(name, () -> PrivateValue.find(value));
    }

    /** Refuses an integer below {@code min} or outside the value subset. */
    static void atLeast(String member, long min, long value) {
        if (value < min) {
            throw DeclarationException.at(member, "integer " + value + " is below " + min);
        }
        if (value > JsonInteger.MAX) {
            throw DeclarationException.at(member, "integer " + value + " is above 2^53-1");
        }
    }

    /** Refuses an instant that {@code YYYY-MM-DDThh:mm:ssZ} cannot say. */
    static void instant(String member, Instant value) {
        if (!Times.isInstant(value)) {
            throw DeclarationException.at(
                    member, "instant " + value + " is not of whole seconds in the years 0000 to 9999");
        }
    }

    /** Runs checks of a member's parts, and adds the member to their pointers. */
    static void within(String member, Runnable checks) {
        try {
            checks.run();
        } catch (DeclarationException e) {
            throw e.under(JsonPointer.ROOT.member(member));
        }
    }

    // why putAll: so that the comparator of the given map or set cannot decide order or equality

    static <V> SortedMap<String, V> copy(SortedMap<String, V> map) {
        TreeMap<String, V> copy = new TreeMap<>();
        copy.putAll(map);
        return Collections.unmodifiableSortedMap(copy);
    }

    static SortedSet<String> copy(SortedSet<String> set) {
        TreeSet<String> copy = new TreeSet<>();
        copy.addAll(set);
        return Collections.unmodifiableSortedSet(copy);
    }

    /** Returns a value in quotes, cut short and safe for one line of a terminal. */
    static String shown(String value) {
        boolean cut = value.length() > SHOWN;
        return "'" + Printable.text(cut ? value.substring(0, SHOWN) : value) + (cut ? "...'" : "'");
    }

    private static boolean isName(String value) {
        if (value.isEmpty() || value.length() > MAX_NAME || !isAlphanumeric(value.charAt(0))) {
            return false;
        }
        return value.chars().allMatch(c -> isAlphanumeric(c) || c == '.' || c == '_' || c == '-');
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
