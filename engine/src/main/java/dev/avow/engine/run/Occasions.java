package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.declaration.Occasion.DataInterval;
import dev.avow.engine.declaration.Occasion.Slot;
import dev.avow.engine.schedule.Schedule;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Occasions, and what stands in the store for one. */
final class Occasions {

    private Occasions() {}

    /** Returns a slot of a schedule; its data interval follows from the schedule alone, never from history. */
    static Slot slot(String name, Schedule schedule, Instant scheduledFor) {
        Instant start = schedule.previous(scheduledFor).orElse(scheduledFor);
        return new Occasion.Slot(name, scheduledFor, new DataInterval(start, scheduledFor));
    }

    /** Returns for each declared task of an occasion the run with the highest declaration number. */
    static Map<String, RunRow> newestRuns(Session session, String job, String occasion) {
        Map<String, RunRow> newest = new TreeMap<>();
        for (RunRow run : session.runs().ofOccasion(job, occasion)) {
            newest.merge(run.key().task(), run, (a, b) -> a.number() >= b.number() ? a : b);
        }
        return newest;
    }
}
