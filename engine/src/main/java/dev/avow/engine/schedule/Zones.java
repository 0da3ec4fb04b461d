package dev.avow.engine.schedule;

import java.time.DateTimeException;
import java.time.ZoneId;

/** Time zones by their id. */
final class Zones {

    private Zones() {}

    /**
     * Returns the zone with this id.
     *
     * @throws ScheduleException if there is none; no other zone is ever taken instead
     */
    static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw new ScheduleException(
                    "Time zone '" + id + "' is not known. Use an id such as 'Europe/Berlin' or 'UTC'.", e);
        }
    }
}
