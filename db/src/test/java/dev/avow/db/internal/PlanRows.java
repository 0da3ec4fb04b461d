package dev.avow.db.internal;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aClaim;
import static dev.avow.db.testing.Rows.aRequest;
import static dev.avow.db.testing.Rows.aRun;
import static dev.avow.db.testing.Rows.aSlot;
import static dev.avow.db.testing.Rows.aStanding;
import static dev.avow.db.testing.Rows.anEvent;
import static dev.avow.db.testing.Rows.anOccasion;
import static dev.avow.db.testing.Rows.anOutput;
import static dev.avow.db.testing.Rows.bytes;
import static dev.avow.db.testing.Rows.declare;
import static dev.avow.db.testing.Rows.digest;
import static dev.avow.db.testing.Rows.standing;

import dev.avow.db.Attempts.Ending;
import dev.avow.db.Backfills.BackfillRow;
import dev.avow.db.Backfills.Counts;
import dev.avow.db.Commands.CommandRow;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Dues.DueRow;
import dev.avow.db.Events.EventRow;
import dev.avow.db.Mappings.MappingRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Seats.SeatRow;
import dev.avow.db.Session;
import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Store;
import dev.avow.db.Uses.MemberRow;
import dev.avow.db.Uses.UseRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Thousands of rows of each table, as runs leave them. */
final class PlanRows {

    static final int JOBS = 6;
    static final int RUNS = 300;

    private PlanRows() {}

    static void fill(Store store) {
        for (int job = 0; job < JOBS; job++) {
            String name = "job-" + job;
            store.writeOnly(session -> {
                session.seats().lock(name);
                for (int at = 0; at < RUNS; at++) {
                    fill(session, name, at);
                }
            });
        }
    }

    private static void fill(Session session, String job, int at) {
        RunRow run = declare(session, standing(aRun(job, at), lifeOf(at)));
        session.attempts().claim(aClaim(run.identity()), NOON.plusSeconds(at));
        if (at > 0) {
            session.attempts().end(aClaim(run.identity()), new Ending("SUCCEEDED", "", NOON));
        }
        session.attempts().insertOutputs(List.of(anOutput(run.identity(), job + " " + at)));
        session.declarations().insertLocators(run.identity(), List.of(new LocatorRow("in", "content:" + job + at)));
        session.seats().insert(new SeatRow(job, run.identity(), 1, at < 3));
        session.requests().insert(aRequest(job, at));
        events(session, job, at, run);
        session.slots().insertSlot(aSlot(job, NOON.plusSeconds(at)));
        session.deferrals().put(run.identity(), 1, NOON, bytes("{}"));
        session.dues().insert(new DueRow(run.identity(), at < 200 ? "DEADLINE" : "RUN_TIMEOUT", NOON.plusSeconds(at)));
        use(session, job, at, run);
        session.mappings().insert(new MappingRow(anOccasion(job, at), 1, 1, digest("list " + at), NOON));
        backfill(session, job, at);
        command(session, job, at);
    }

    /** Few runs have many events, of the kinds that each run has and of those that few have; some are about no run. */
    private static void events(Session session, String job, int at, RunRow run) {
        session.events().append(anEvent(job));
        for (String kind : List.of("DECLARED", "OUTCOME", "DEFERRED", "APPROVED", "DENIED")) {
            for (int i = 0; at % 100 == 7 && i < 2; i++) {
                session.events().append(event(kind, run));
            }
        }
        for (String kind : List.of("REFUSED", "SKIPPED", "UNDECLARED")) {
            if (at % 20 == 0) {
                session.events()
                        .append(new EventRow(
                                kind, job, Optional.empty(), OptionalInt.empty(), NOON, bytes("{}"), digest("{}")));
            }
        }
    }

    private static EventRow event(String kind, RunRow run) {
        return new EventRow(
                kind,
                run.key().job(),
                Optional.of(run.identity()),
                OptionalInt.empty(),
                NOON,
                bytes("{}"),
                digest("{}"));
    }

    private static void use(Session session, String job, int at, RunRow run) {
        session.uses()
                .insert(List.of(
                        new UseRow("SUBMITTER", "schedule", run.at(), run.identity()),
                        new UseRow("INPUT", "input " + at, run.at(), run.identity()),
                        new UseRow("LIST", "list " + at, run.at(), run.identity())));
        session.uses().insertMembers(List.of(new MemberRow("list " + at, "INPUT", "member " + job + at)));
        session.slots().insertCursor(new CursorRow(job, "schedule " + at, NOON));
    }

    private static void command(Session session, String job, int at) {
        String id = job + " " + at;
        session.commands()
                .submit(new CommandRow(id, "pause", bytes("{}"), "ann", true), Duration.ofSeconds(at > 0 ? -1 : 60));
        if (at == RUNS - 1) {
            session.commands().close();
        }
    }

    private static void backfill(Session session, String job, int at) {
        String state = at == 0 ? "RUNNING" : "DONE";
        session.backfills()
                .insert(new BackfillRow(
                        job + " " + at,
                        job,
                        "nightly",
                        NOON,
                        NOON,
                        1,
                        "ann",
                        state,
                        NOON,
                        new Counts(0, 0, 0),
                        NOON.plusSeconds(at)));
        for (int occasion = 0; occasion < 3; occasion++) {
            session.backfills().addOccasion(job + " " + at, "slot:nightly:" + occasion);
        }
        session.backfills().end(job + " " + at, "slot:nightly:0");
    }

    private static Standing lifeOf(int at) {
        return switch (at) {
            case 1 -> new Standing("DECLARED", Optional.empty(), "", 0, NOON);
            default -> at < 20 ? new Standing("DECLARED", Optional.of("POOL"), "", 0, NOON) : aStanding("SUCCEEDED");
        };
    }
}
