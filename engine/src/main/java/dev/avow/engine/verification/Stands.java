package dev.avow.engine.verification;

import dev.avow.db.Runs.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Everywhere that a run may stand by its events so far: an event does not tell all that an engine decides, such as whether
 * a failure is worth a retry, and what follows does.
 */
final class Stands {

    private List<Stand> possible = List.of();

    boolean isEmpty() {
        return possible.isEmpty();
    }

    void begin(Stand stand) {
        possible = List.of(stand);
    }

    boolean any(Predicate<Stand> which) {
        return possible.stream().anyMatch(which);
    }

    /**
     * Moves the run on from where it must stand for that.
     *
     * @return false if it can stand nowhere there; it is moved all the same, so that one fault is found once
     */
    boolean move(Predicate<Stand> from, Function<Stand, List<Stand>> to) {
        List<Stand> moved = new ArrayList<>();
        for (Stand stand : possible) {
            if (from.test(stand)) {
                to.apply(stand).stream().filter(next -> next.mayFollow(stand)).forEach(moved::add);
            }
        }
        boolean legal = !moved.isEmpty();
        if (!legal) {
            possible.forEach(stand -> moved.addAll(to.apply(stand)));
        }
        possible = moved.stream().distinct().toList();
        return legal;
    }

    /** Keeps only some, if there are any of them. */
    boolean keep(Predicate<Stand> which) {
        List<Stand> kept = possible.stream().filter(which).toList();
        if (!kept.isEmpty()) {
            possible = kept;
        }
        return !kept.isEmpty();
    }

    /** Returns the stand that a row is nearest to. */
    Stand nearest(Standing row) {
        return possible.stream()
                .filter(stand -> stand.isStateOf(row) && stand.isDetailOf(row))
                .findFirst()
                .or(() ->
                        possible.stream().filter(stand -> stand.isStateOf(row)).findFirst())
                .orElseGet(() -> possible.get(0));
    }

    /** Returns what words where the run may stand now, also after it was moved on. */
    Supplier<String> stood() {
        List<Stand> now = possible;
        return () -> text(now);
    }

    String text() {
        return text(possible);
    }

    private static String text(List<Stand> possible) {
        return possible.isEmpty()
                ? "not declared"
                : possible.stream().map(Stand::text).distinct().collect(Collectors.joining(", or "));
    }
}
