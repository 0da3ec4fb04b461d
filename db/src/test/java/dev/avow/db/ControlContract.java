package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aClaim;
import static dev.avow.db.testing.Rows.aRun;
import static dev.avow.db.testing.Rows.declare;
import static dev.avow.db.testing.Rows.standing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.Ending;
import dev.avow.db.Runs.Standing;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What every store does with what people say of jobs and runs; each test has a job of its own. */
abstract class ControlContract {

    private String job = "";

    abstract Store store();

    @BeforeEach
    void name_the_job(TestInfo test) {
        job = test.getTestMethod().orElseThrow().getName();
    }

    private <T> T write(Function<Session, T> work) {
        return store().write(work);
    }

    private String declared(int at) {
        return write(session -> declare(session, job, at)).identity();
    }

    private String waiting(int at) {
        Standing waits = new Standing("DECLARED", Optional.of("PAUSED"), "", 0, NOON);
        return write(session -> declare(session, standing(aRun(job, at), waits)))
                .identity();
    }

    @Test
    void pauses_a_job_once_and_resumes_it_once() {
        String run = declared(1);

        List<Boolean> changes = write(session -> List.of(
                session.pauses().pause(job, NOON),
                session.pauses().pause(job, NOON),
                session.pauses().lock(job),
                session.pauses().holds(run),
                session.pauses().resume(job),
                session.pauses().resume(job),
                session.pauses().lock(job),
                session.pauses().holds(run)));

        assertThat(changes).containsExactly(true, false, true, true, true, false, false, false);
    }

    @Test
    void finds_the_runs_that_wait_for_a_pause_that_is_over_by_their_occasions() {
        String second = waiting(2);
        String first = waiting(1);
        declared(3);
        write(session -> session.pauses().pause(job, NOON));

        List<String> paused = store().read(session -> session.pauses().leftWaiting("PAUSED", 10));
        write(session -> session.pauses().resume(job));
        List<String> resumed = store().read(session -> session.pauses().leftWaiting("PAUSED", 10));
        List<String> oldest = store().read(session -> session.pauses().leftWaiting("PAUSED", 1));

        assertThat(paused).isEmpty();
        assertThat(resumed).containsExactly(first, second);
        assertThat(oldest).containsExactly(first);
    }

    @Test
    void marks_a_live_attempt_once() {
        Claim claim = new Claim(declared(1), 1, job, 0);
        Claim other = new Claim(declared(2), 1, job, 0);

        List<Boolean> marks = write(session -> {
            session.attempts().claim(claim, NOON);
            session.attempts().claim(other, NOON);
            return List.of(
                    session.cancels().isMarked(claim.identity(), 1),
                    session.cancels().mark(claim.identity(), 1),
                    session.cancels().mark(claim.identity(), 1),
                    session.cancels().isMarked(claim.identity(), 1),
                    session.cancels().mark(claim.identity(), 2));
        });

        assertThat(marks).containsExactly(false, true, false, true, false);
        assertThat(store().<List<Claim>>read(session -> session.cancels().marked(job)))
                .containsExactly(claim);
    }

    @Test
    void marks_no_attempt_that_has_ended_and_forgets_no_mark() {
        Claim ended = aClaim(declared(1));
        Claim marked = aClaim(declared(2));

        boolean late = write(session -> {
            for (Claim claim : List.of(ended, marked)) {
                session.attempts().claim(claim, NOON);
            }
            session.cancels().mark(marked.identity(), 1);
            session.attempts().end(marked, new Ending("CANCELLED", "", NOON));
            session.attempts().end(ended, new Ending("SUCCEEDED", "", NOON));
            return session.cancels().mark(ended.identity(), 1);
        });

        assertThat(late).isFalse();
        assertThat(store().<Boolean>read(session -> session.cancels().isMarked(marked.identity(), 1)))
                .isTrue();
        assertThat(store().<List<Claim>>read(session -> session.cancels().marked(marked.node())))
                .isEmpty();
    }
}
