package dev.avow.engine.run;

import dev.avow.db.Dues.DueRow;
import dev.avow.db.Requests.RequestRow;
import dev.avow.db.Slots.CursorRow;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.schedule.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.quartz.JobPersistenceException;
import org.quartz.spi.OperableTrigger;

/** Finds when something is due next, of jobs that are registered here; it decides nothing, and changes nothing. */
final class NextDue {

    /** Later than anything; the databases can compare it with what they keep. */
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private final Core core;

    NextDue(Core core) {
        this.core = core;
    }

    /** Returns the earliest moment that is not past, or empty if nothing will ever be due. */
    Optional<Instant> find() {
        List<Instant> moments = new ArrayList<>();
        core.registry()
                .all()
                .forEach(job -> job.job()
                        .schedules()
                        .forEach((name, schedule) -> slot(job, name, schedule).ifPresent(moments::add)));
        request().ifPresent(moments::add);
        trigger().ifPresent(moments::add);
        due(RunSpan.KIND).ifPresent(moments::add);
        due(Deadlines.KIND).ifPresent(moments::add);
        new WaitingRuns(core.store()).visit(Waiting.APPROVAL, run -> {
            Approving.expiry(run).ifPresent(moments::add);
            return true;
        });
        Instant now = Times.millis(core.clock());
        return moments.isEmpty()
                ? Optional.empty()
                : Optional.of(Collections.min(moments)).map(moment -> moment.isAfter(now) ? moment : now);
    }

    /** Returns when the next slot is declared that was not declared ahead. */
    private Optional<Instant> slot(BoundJob job, String name, Schedule schedule) {
        Optional<CursorRow> cursor =
                core.store().read(session -> session.slots().findCursor(job.name(), name));
        if (cursor.isEmpty()) {
            return Optional.empty();
        }
        Instant decidedTo = cursor.get().decidedTo();
        Set<Instant> ahead = Set.copyOf(
                core.store().read(session -> session.slots().decidedBetween(job.name(), name, decidedTo, END)));
        Optional<Instant> next = schedule.next(decidedTo);
        while (next.filter(ahead::contains).isPresent()) {
            next = next.flatMap(schedule::next);
        }
        return next.map(slot -> WakeUps.declaredAt(job.job(), slot));
    }

    private Optional<Instant> request() {
        Set<String> jobs = core.registry().all().stream().map(BoundJob::name).collect(Collectors.toSet());
        return core.store().read(session -> session.requests().due(END, jobs, 1)).stream()
                .map(RequestRow::notBefore)
                .findFirst();
    }

    private Optional<Instant> due(String kind) {
        return core.store().read(session -> session.dues().due(kind, END, Optional.empty(), 1)).stream()
                .map(DueRow::at)
                .findFirst();
    }

    /** Takes the earliest trigger and lets go of it at once: only Quartz's store knows its order. */
    private Optional<Instant> trigger() {
        try {
            List<OperableTrigger> first = core.door().acquireNextTriggers(END.toEpochMilli(), 1, 0);
            first.forEach(core.door()::releaseAcquiredTrigger);
            return first.stream()
                    .map(trigger -> trigger.getNextFireTime().toInstant())
                    .findFirst();
        } catch (JobPersistenceException e) {
            throw new IllegalStateException(e);
        }
    }
}
