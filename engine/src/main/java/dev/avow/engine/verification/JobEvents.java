package dev.avow.engine.verification;

import dev.avow.db.Events.StoredEvent;
import dev.avow.db.JobAudit;
import dev.avow.engine.gate.EventKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The events that rows of one page may be told by. Events have no index by time, but follow each other in time nearly, so
 * that what is near a row is found by halving. Where that finds no event, all of the job and kind are read once.
 */
final class JobEvents {

    private static final Duration NEAR = Duration.ofMinutes(1);

    private final JobAudit audit;
    private final EventPlaces places;
    private final Function<Told, String> key;
    private final Tally silent = new Tally(finding -> {});
    private final Map<Key, TreeSet<Instant>> wanted = new HashMap<>();
    private final Map<Key, Map<String, List<Instant>>> near = new HashMap<>();
    private final Map<Key, Map<String, List<Instant>>> all = new HashMap<>();

    /** @param key what an event has in common with the row that it tells of */
    JobEvents(JobAudit audit, Function<Told, String> key) {
        this.audit = audit;
        this.places = new EventPlaces(audit);
        this.key = key;
    }

    private record Key(String job, EventKind kind) {}

    /** Says that an event is asked for later; all of a page first. */
    void want(String job, EventKind kind, Instant at) {
        wanted.computeIfAbsent(new Key(job, kind), any -> new TreeSet<>()).add(at);
    }

    /** Tells whether there is an event with this key that can be of one transaction with a row of this moment. */
    boolean any(String job, EventKind kind, String row, Instant at) {
        Key of = new Key(job, kind);
        return has(near.computeIfAbsent(of, this::near), row, at) || has(all.computeIfAbsent(of, this::all), row, at);
    }

    private static boolean has(Map<String, List<Instant>> told, String row, Instant at) {
        return told.getOrDefault(row, List.of()).stream().anyMatch(moment -> Moments.together(moment, at));
    }

    /** Returns how many events were read. */
    long read() {
        return silent.checked().getOrDefault(Checked.EVENTS, 0L);
    }

    private Map<String, List<Instant>> near(Key of) {
        Map<String, List<Instant>> told = new HashMap<>();
        Instant from = Instant.MAX;
        Instant to = Instant.MIN;
        for (Instant at : Objects.requireNonNull(wanted.get(of))) {
            if (!from.equals(Instant.MAX) && at.minus(NEAR).isAfter(to)) {
                read(of, from, to, told);
                from = Instant.MAX;
            }
            from = from.equals(Instant.MAX) ? at.minus(NEAR) : from;
            to = at.plus(NEAR);
        }
        read(of, from, to, told);
        return told;
    }

    private void read(Key of, Instant from, Instant to, Map<String, List<Instant>> into) {
        audit.events(of.job(), of.kind().name(), places.from(from), places.from(to.plusMillis(1)))
                .forEach(event -> add(event, into));
    }

    /** Events that were moved, or of a clock that was far off. */
    private Map<String, List<Instant>> all(Key of) {
        TreeSet<Instant> moments = Objects.requireNonNull(wanted.get(of));
        Map<String, List<Instant>> told = new HashMap<>();
        audit.events(
                        of.job(),
                        of.kind().name(),
                        moments.first().minus(Moments.TOLERANCE),
                        moments.last().plus(Moments.TOLERANCE))
                .forEach(event -> add(event, told));
        return told;
    }

    /** What their own bytes are worth is found where all events are read. */
    private void add(StoredEvent event, Map<String, List<Instant>> into) {
        Told.read(event, silent)
                .ifPresent(told -> into.computeIfAbsent(key.apply(told), any -> new ArrayList<>())
                        .add(told.at()));
    }
}
