package dev.avow.engine.verification;

import dev.avow.db.JobAudit;
import dev.avow.engine.gate.EventKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The events that rows of one page may be told by: read once for each job and kind, around the times of the rows. */
final class JobEvents {

    private final JobAudit audit;
    private final Tally silent = new Tally(finding -> {});
    private final Map<Key, Window> windows = new HashMap<>();
    private final Map<Key, List<Told>> read = new HashMap<>();

    JobEvents(JobAudit audit) {
        this.audit = audit;
    }

    private record Key(String job, EventKind kind) {}

    private record Window(Instant from, Instant to) {

        Window with(Window other) {
            return new Window(from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
        }
    }

    void want(String job, EventKind kind, Instant at) {
        Window around = new Window(at.minus(Moments.TOLERANCE), at.plus(Moments.TOLERANCE));
        windows.merge(new Key(job, kind), around, Window::with);
    }

    boolean any(String job, EventKind kind, Predicate<Told> which) {
        return read.computeIfAbsent(new Key(job, kind), this::read).stream().anyMatch(which);
    }

    /** What their own bytes are worth is found where all events are read. */
    private List<Told> read(Key key) {
        Window window = windows.get(key);
        List<Told> told = new ArrayList<>();
        if (window != null) {
            audit.events(key.job(), key.kind().name(), window.from(), window.to())
                    .forEach(event -> Told.read(event, silent).ifPresent(told::add));
        }
        return told;
    }
}
