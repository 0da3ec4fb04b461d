package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.declaration.Occasion.DataInterval;
import dev.avow.engine.declaration.Occasion.Slot;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.schedule.Schedule;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Occasions, and what stands in the store for one. */
final class Occasions {

    private Occasions() {}

    /** Returns a slot of a schedule; its data interval follows from the schedule alone, never from history. */
    static Slot slot(String name, Schedule schedule, Instant scheduledFor) {
        Instant start = schedule.previous(scheduledFor).orElse(scheduledFor);
        return new Occasion.Slot(name, scheduledFor, new DataInterval(start, scheduledFor));
    }

    /**
     * Returns the slot of a job that has this key, decided or not, if there is one.
     *
     * @throws EngineException if the key has no valid time
     */
    static Optional<Slot> parse(Job job, String key) {
        String[] parts = key.split(":", 3);
        Schedule schedule = parts.length == 3 ? job.schedules().get(parts[1]) : null;
        if (schedule == null || !parts[0].equals("slot")) {
            return Optional.empty();
        }
        try {
            Instant at = Instant.parse(parts[2]);
            boolean isSlot = schedule.next(at.minusNanos(1)).filter(at::equals).isPresent();
            return isSlot ? Optional.of(slot(parts[1], schedule, at)) : Optional.empty();
        } catch (DateTimeException e) {
            throw new EngineException("Occasion '" + key + "' has no valid time. Give it as slot:NAME:TIME.", e);
        }
    }
}
