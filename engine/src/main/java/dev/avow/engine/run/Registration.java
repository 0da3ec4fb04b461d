package dev.avow.engine.run;

import dev.avow.db.Session;
import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Slots.DefinitionRow;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.schedule.ScheduleText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Registers jobs: as a whole, or not at all. */
final class Registration {

    private final Core core;

    Registration(Core core) {
        this.core = core;
    }

    BoundJob register(Job job) {
        BoundJob bound = BoundJob.bind(job, core.operators());
        new DeclarationGuard(core.guard()).check(bound, core.connections());
        core.store().writeOnly(session -> store(session, bound));
        core.registry().put(bound);
        return bound;
    }

    /**
     * Sets the cursors of schedules that are new: no slot before their first registration is owed. One that stands ahead
     * of now is set back, since this definition may have slots there that the one before had not.
     */
    private void store(Session session, BoundJob job) {
        Instant now = core.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        boolean isNew = false;
        for (String schedule : schedules(session, job)) {
            boolean defined = job.job().schedules().containsKey(schedule);
            isNew |= defined && session.slots().insertCursor(new CursorRow(job.name(), schedule, now));
            session.slots()
                    .lockCursor(job.name(), schedule)
                    .filter(cursor -> defined && cursor.decidedTo().isAfter(now))
                    .ifPresent(ahead -> session.slots().advance(ahead, now));
        }
        define(session, job);
        if (isNew) {
            core.journal().job(session, EventKind.REGISTERED, job.name(), Definitions.specs(job));
        }
        if (core.settings().clustered()) {
            Definitions.put(session, core, job);
        }
    }

    /** Returns those that the job has, and those that it had, in the order in which whoever locks several locks them. */
    private static SortedSet<String> schedules(Session session, BoundJob job) {
        SortedSet<String> schedules = new TreeSet<>(job.job().schedules().keySet());
        session.slots()
                .definitions(job.name())
                .forEach(stored -> schedules.add(stored.cursor().schedule()));
        return schedules;
    }

    /** Says how the schedules are defined, where that is not what the store has, and which ones the job no longer has. */
    private static void define(Session session, BoundJob job) {
        for (DefinitionRow stored : session.slots().definitions(job.name())) {
            String schedule = stored.cursor().schedule();
            Optional<String> definition =
                    Optional.ofNullable(job.job().schedules().get(schedule)).map(ScheduleText::of);
            if (!definition.equals(stored.definition())) {
                session.slots().define(job.name(), schedule, definition);
            }
        }
    }
}
