package dev.avow.engine.verification;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Audit.Took;
import dev.avow.db.Audit.TriedRow;
import dev.avow.db.Runs.Standing;
import dev.avow.engine.gate.AttemptState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks where a run and its attempts stand against what the events tell. */
final class StandingCheck {

    private final Tally tally;

    StandingCheck(Tally tally) {
        this.tally = tally;
    }

    void check(RunRecord record) {
        record.run().ifPresent(run -> {
            run(record, run.row().standing());
            run.took().ifPresent(took -> took(record, run.row().standing(), took));
        });
        attempts(record);
    }

    private void run(RunRecord record, Standing row) {
        tally.count(Checked.RUNS);
        RunStory story = record.story();
        if (story.stands().isEmpty()) {
            return;
        }
        String subject = record.identity() + " run";
        Stand told = story.stands().nearest(row);
        if (!told.isStateOf(row)) {
            tally.find(FindingKind.RUN_MISMATCH, subject, story.stands().text(), Stand.text(row));
            return;
        }
        if (!told.isDetailOf(row)) {
            tally.find(
                    FindingKind.RUN_MISMATCH,
                    subject + " detail",
                    told.standing().detail(),
                    row.detail());
        }
        near(subject + " since", told.standing().since(), row.since());
    }

    /**
     * What nobody reads is left out: nothing, or what an engine left there of an older attempt that knows of no durations.
     */
    private void took(RunRecord record, Standing row, Took stored) {
        if (stored.attempt() >= row.attempts() && stored.took().isPresent()) {
            Optional<Duration> took = record.attempts().stream()
                    .map(TriedRow::row)
                    .filter(attempt -> attempt.claim().attempt() == stored.attempt())
                    .filter(attempt -> !attempt.state().equals(AttemptState.DEFERRED.name()))
                    .findAny()
                    .flatMap(attempt -> attempt.endedAt().map(end -> Duration.between(attempt.startedAt(), end)));
            String subject = record.identity() + " run took";
            tally.same(
                    FindingKind.RUN_MISMATCH,
                    subject,
                    text(row.attempts(), took),
                    text(stored.attempt(), stored.took()));
        }
    }

    private static String text(int attempt, Optional<Duration> took) {
        return "attempt " + attempt + ": " + took.map(Duration::toString).orElse("nothing");
    }

    private void near(String subject, Instant told, Instant stored) {
        if (!Moments.together(told, stored)) {
            tally.find(FindingKind.TIME_MISMATCH, subject, told, stored);
        }
    }

    private void attempts(RunRecord record) {
        List<AttemptStory> told = record.story().attempts();
        boolean[] seen = new boolean[told.size()];
        for (TriedRow tried : record.attempts()) {
            tally.count(Checked.ATTEMPTS);
            int number = tried.row().claim().attempt();
            String subject = subject(record, number);
            if (number < 1 || number > told.size()) {
                tally.find(FindingKind.CLAIM_MISSING, subject, "an event CLAIMED", "nothing");
            } else {
                seen[number - 1] = true;
                attempt(subject, told.get(number - 1), tried);
            }
        }
        for (int i = 0; i < seen.length; i++) {
            if (!seen[i]) {
                tally.find(
                        FindingKind.ATTEMPT_MISSING,
                        subject(record, i + 1),
                        told.get(i).state(),
                        "nothing");
            }
        }
    }

    private static String subject(RunRecord record, int attempt) {
        return record.identity() + " attempt " + attempt;
    }

    private void attempt(String subject, AttemptStory told, TriedRow tried) {
        AttemptRow row = tried.row();
        same(subject + " node", told.last().node(), row.claim().node());
        same(subject + " state", told.state().name(), row.state());
        same(subject + " detail", told.detail(), row.detail());
        same(subject + " cancel", told.isCancel(), tried.cancel());
        if (!told.mayStandAt(row.claim().epoch())) {
            same(subject + " epoch", told.last().epoch(), (long) row.claim().epoch());
        }
        if (row.beat() < 0) {
            same(subject + " beat", "0 or more", row.beat());
        }
        near(subject + " started_at", told.startedAt(), row.startedAt());
        Optional<Instant> ended = told.endedAt();
        if (ended.isPresent() && row.endedAt().isPresent()) {
            near(subject + " ended_at", ended.get(), row.endedAt().get());
        } else {
            same(subject + " ended_at", ended, row.endedAt());
        }
    }

    private void same(String subject, Object expected, Object actual) {
        tally.same(FindingKind.ATTEMPT_MISMATCH, subject, expected, actual);
    }
}
