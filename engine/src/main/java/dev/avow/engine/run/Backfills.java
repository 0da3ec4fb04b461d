package dev.avow.engine.run;

import dev.avow.db.Backfills.BackfillRow;
import dev.avow.db.Backfills.Counts;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.history.BackfillView;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.schedule.Schedule;
import dev.avow.engine.schedule.Slots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Declares spans of past slots: plan one, start it, cancel it. Threads may share it. */
public final class Backfills {

    private static final int MAX_LINE = 200;

    private final Core core;
    private final Supplier<String> ids;
    private final Phase phase;

    Backfills(Core core, Supplier<String> ids, Phase phase) {
        this.core = core;
        this.ids = ids;
        this.phase = phase;
    }

    /**
     * Returns what a backfill would declare of its first slots, oldest first, and which of that is declared already;
     * stores nothing.
     *
     * @param limit how many slots to look at, at least 1
     * @throws EngineException as for {@link #start}, or if a declaration cannot be made
     */
    public List<Preview> plan(Backfill wanted, int limit) {
        phase.refuseClosed();
        refuseSecrets(wanted);
        BoundJob job = core.registry().get(wanted.job());
        Schedule schedule = checked(job, wanted);
        PreviewStep previews = new PreviewStep(core, ids);
        List<Preview> planned = new ArrayList<>();
        for (Instant slot : slots(wanted, limit)) {
            planned.addAll(previews.slot(job, Occasions.slot(wanted.schedule(), schedule, slot)));
        }
        return planned;
    }

    /**
     * Declares past slots that were not declared before, in the order of their time, as room frees for them; each is the
     * same run that it would have been on time. {@code History.backfills} shows how far it is.
     *
     * @return the backfill's id: its key, if it has one
     * @throws EngineException if the engine is not started, the job is not registered or has no such schedule, the span is
     *     not in the past, a setting is not valid, or the key was used for another backfill ({@code REQUEST_REUSED})
     */
    public String start(Backfill wanted) {
        phase.refuseNotRunning();
        refuseSecrets(wanted);
        BoundJob job = core.registry().get(wanted.job());
        checked(job, wanted);
        BackfillRow row = new BackfillRow(
                line("key", wanted.key().orElseGet(ids)),
                wanted.job(),
                wanted.schedule(),
                wanted.from(),
                wanted.to(),
                wanted.maxActive(),
                line("name of who asks", wanted.by()),
                BackfillView.State.RUNNING.name(),
                wanted.from().minusMillis(1),
                new Counts(0, 0, 0),
                Times.millis(core.clock()));
        core.store().writeOnly(session -> {
            if (session.backfills().insert(row)) {
                core.journal().job(session, EventKind.BACKFILL_REQUESTED, row.job(), event(row));
            } else if (!isSame(session.backfills().find(row.id()).orElseThrow(), row)) {
                throw new EngineException("Backfill refused, REQUEST_REUSED: '" + row.id()
                        + "' was asked for before, and differs. Use another key.");
            }
        });
        phase.tell(Lifecycle::heed);
        return row.id();
    }

    /**
     * Ends a backfill: no more slots are declared. Runs that it has declared go on; cancel them one by one.
     *
     * @throws EngineException if the engine is not started, there is no such backfill, or it has ended
     */
    public void cancel(String id) {
        cancel(id, Who.UNSAID);
    }

    void cancel(String id, Who who) {
        phase.refuseNotRunning();
        core.store().writeOnly(session -> {
            BackfillRow row = running(id, session.backfills().lock(id));
            session.backfills().change(row.in(BackfillView.State.CANCELLED.name()));
            core.journal().job(session, EventKind.BACKFILL_CANCELLED, row.job(), cancelled(row, who));
        });
    }

    private void refuseSecrets(Backfill wanted) {
        new DeclarationGuard(core.guard())
                .given(Map.of(
                        "Name of the job", wanted.job(),
                        "Name of the schedule", wanted.schedule(),
                        "Key of the backfill", wanted.key().orElse(""),
                        "Name of who asks", wanted.by()));
    }

    /** Returns a backfill that was looked up, if it can be cancelled. */
    static BackfillRow running(String id, Optional<BackfillRow> found) {
        BackfillRow row = found.orElseThrow(() -> new EngineException(
                "No backfill has the id " + Printable.quoted(id) + ". Look it up in the history of its job."));
        if (!row.state().equals(BackfillView.State.RUNNING.name())) {
            throw new EngineException("Cancel refused: backfill " + Printable.quoted(id) + " is " + row.state()
                    + ". Only one that has not ended can be cancelled.");
        }
        return row;
    }

    private static JsonObject cancelled(BackfillRow row, Who who) {
        JsonObject.Builder event = JsonObject.builder();
        event(row).members().forEach(event::put);
        return who.name().isEmpty()
                ? event.build()
                : event.put("cancelledBy", who.name()).build();
    }

    /** Returns slots of a backfill, oldest first. */
    List<Instant> slots(Backfill wanted, int limit) {
        Schedule schedule = checked(core.registry().get(wanted.job()), wanted);
        return Slots.between(schedule, wanted.from().minusNanos(1), wanted.to(), Set.of(), limit);
    }

    private Schedule checked(BoundJob job, Backfill wanted) {
        Schedule schedule = job.job().schedules().get(wanted.schedule());
        if (schedule == null) {
            throw new EngineException(
                    "Job '" + wanted.job() + "' has no schedule " + Printable.quoted(wanted.schedule()) + ". It has: "
                            + String.join(", ", job.job().schedules().keySet()) + ".");
        }
        if (wanted.from().isAfter(wanted.to()) || wanted.to().isAfter(Times.millis(core.clock()))) {
            throw new EngineException("Backfill from " + wanted.from() + " to " + wanted.to()
                    + " is not valid. Give a span of the past that does not end before it begins.");
        }
        if (wanted.maxActive() < 1) {
            throw new EngineException(
                    "Backfill has " + wanted.maxActive() + " occasions active at once. Give at least 1.");
        }
        return schedule;
    }

    /** Returns the key of the occasion that a slot of a backfill is. */
    String occasion(Backfill wanted, Instant slot) {
        Schedule schedule = checked(core.registry().get(wanted.job()), wanted);
        return Occasions.slot(wanted.schedule(), schedule, slot).key();
    }

    private static String line(String what, String text) {
        boolean valid = !text.isBlank()
                && text.length() <= MAX_LINE
                && Printable.isWellFormed(text)
                && text.chars().noneMatch(Character::isISOControl);
        if (!valid) {
            throw new EngineException("Backfill has the " + what + " " + Printable.quoted(text)
                    + ", which is not valid. Use 1 to 200 characters, none of them a control character.");
        }
        return text;
    }

    private static boolean isSame(BackfillRow one, BackfillRow other) {
        return event(one).equals(event(other));
    }

    private static JsonObject event(BackfillRow row) {
        return JsonObject.builder()
                .put("id", row.id())
                .put("schedule", row.schedule())
                .put("from", row.firstFor().toString())
                .put("to", row.lastFor().toString())
                .put("maxActive", row.maxActive())
                .put("by", row.requestedBy())
                .build();
    }
}
