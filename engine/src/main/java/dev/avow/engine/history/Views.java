package dev.avow.engine.history;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Backfills.BackfillRow;
import dev.avow.db.Deferrals.DeferralRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Lookups.ListedRun;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.AttemptView.OutputView;
import dev.avow.engine.history.AttemptView.Privacy;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.SpecDigest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes views of rows. */
final class Views {

    private Views() {}

    /** Reads what a view shows besides the run itself. */
    static RunView of(Session session, RunRow row) {
        Optional<Duration> took = session.attempts()
                .find(row.identity(), row.standing().attempts())
                .flatMap(attempt -> endedAt(attempt.state(), attempt.endedAt())
                        .map(end -> Duration.between(attempt.startedAt(), end)));
        return of(session, ListedRun.of(row, took));
    }

    /** As {@link #of(Session, RunRow)}, of a run whose newest attempt was read with it. */
    static RunView of(Session session, ListedRun run) {
        String identity = run.place().identity();
        Optional<Instant> until = run.standing()
                .waiting()
                .filter(Waiting.DEFERRED.name()::equals)
                .flatMap(waits ->
                        session.deferrals().find(identity, run.standing().attempts()))
                .map(DeferralRow::until);
        return new RunView(
                Identity.parse(identity),
                run.key().job(),
                run.key().task(),
                run.key().occasion(),
                run.place().number(),
                run.element().map(element -> new Mapped(element.index(), element.key())),
                run.place().at(),
                RunState.valueOf(run.standing().state()),
                run.standing().waiting().map(Waiting::valueOf),
                until,
                run.standing().detail(),
                run.standing().attempts(),
                run.took(),
                SpecDigest.parse(run.spec()),
                run.place().declaredAt());
    }

    static BackfillView backfill(BackfillRow row, int active) {
        return new BackfillView(
                row.id(),
                row.job(),
                row.schedule(),
                row.firstFor(),
                row.lastFor(),
                row.maxActive(),
                row.requestedBy(),
                BackfillView.State.valueOf(row.state()),
                row.doneTo(),
                row.counts().declared(),
                row.counts().existing(),
                row.counts().refused(),
                active);
    }

    static AttemptView attempt(AttemptRow row, List<OutputRow> outputs, boolean erased, JsonObject notes) {
        return new AttemptView(
                row.claim().attempt(),
                AttemptState.valueOf(row.state()),
                row.claim().node(),
                row.startedAt(),
                endedAt(row.state(), row.endedAt()),
                row.detail(),
                outputs.stream().map(output -> output(output, erased)).toList(),
                notes);
    }

    static OutputView output(OutputRow output, boolean erased) {
        return new OutputView(
                output.name(), new Digest(output.digest()), output.mediaType(), output.size(), privacy(output, erased));
    }

    /** One that is deferred has no claim, and has not ended. */
    private static Optional<Instant> endedAt(String state, Optional<Instant> at) {
        return at.filter(end -> !state.equals(AttemptState.DEFERRED.name()));
    }

    private static Privacy privacy(OutputRow output, boolean erased) {
        if (!output.isPrivate()) {
            return Privacy.OPEN;
        }
        return erased ? Privacy.ERASED : Privacy.PRIVATE;
    }

    static EventView event(StoredEvent stored) {
        return new EventView(
                stored.seq(),
                stored.event().kind(),
                stored.event().attempt(),
                stored.event().at(),
                new String(stored.event().body().toArray(), StandardCharsets.UTF_8));
    }
}
