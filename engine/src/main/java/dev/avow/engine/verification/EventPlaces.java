package dev.avow.engine.verification;

import dev.avow.db.JobAudit;
import dev.avow.db.JobAudit.Place;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds where moments lie in the order of all events, by halving; what it has looked at it remembers. */
final class EventPlaces {

    private static final long END = 1L << 62;

    private final JobAudit audit;
    private final Map<Long, Optional<Place>> seen = new HashMap<>();

    EventPlaces(JobAudit audit) {
        this.audit = audit;
    }

    /** Returns a place which events before a moment are before, and the others are not, as far as times grow. */
    long from(Instant moment) {
        long low = 0;
        long high = END;
        while (low < high) {
            long middle = low + (high - low) / 2;
            Optional<Place> place = seen.computeIfAbsent(middle, audit::place);
            if (place.isPresent() && place.get().at().isBefore(moment)) {
                low = place.get().seq() + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
