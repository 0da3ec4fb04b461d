package dev.avow.engine.run;

import static dev.avow.engine.run.RunNotice.Kind.DECLARED;
import static dev.avow.engine.run.RunNotice.Kind.STARTED;
import static dev.avow.engine.run.RunNotice.Kind.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.engine.run.RunNotice.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The order in which notices of transactions are told that end in another order than they commit. */
class TellingTest {

    private final RecordingListener listener = new RecordingListener();
    private final Telling telling = new Telling(List.of(listener), Duration.ofSeconds(60), SecretGuard.idle());

    private static RunRow aRun(char digit) {
        return new RunRow(
                "sha256:" + String.valueOf(digit).repeat(64),
                new OccasionKey("nightly", "summarise", "manual:k"),
                1,
                Instant.EPOCH,
                "sha256:" + "0".repeat(64),
                "{}",
                Instant.EPOCH,
                new Standing("DECLARED", Optional.empty(), "", 0, Instant.EPOCH));
    }

    private boolean commit(Kind kind, RunRow run) {
        return telling.whenCommitted(() -> {
            telling.note(kind, run, run.standing());
            return true;
        });
    }

    private static void inAnotherThread(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keeps_the_order_of_a_run_though_a_later_transaction_is_back_first() {
        RunRow run = aRun('a');

        telling.whenCommitted(() -> {
            telling.note(DECLARED, run, run.standing());
            inAnotherThread(() -> commit(STARTED, run));
            inAnotherThread(() -> commit(SUCCEEDED, run));
            return true;
        });
        telling.close();

        assertThat(listener.kinds()).containsExactly(DECLARED, STARTED, SUCCEEDED);
    }

    @Test
    void tells_of_other_runs_meanwhile() {
        RunRow run = aRun('a');
        RunRow other = aRun('b');

        telling.whenCommitted(() -> {
            telling.note(DECLARED, run, run.standing());
            inAnotherThread(() -> commit(STARTED, other));
            return true;
        });
        telling.close();

        assertThat(listener.kinds()).containsExactly(STARTED, DECLARED);
    }

    @Test
    void goes_on_after_a_transaction_that_is_rolled_back() {
        RunRow run = aRun('a');

        assertThatThrownBy(() -> telling.whenCommitted(() -> {
                    telling.note(DECLARED, run, run.standing());
                    inAnotherThread(() -> commit(STARTED, run));
                    throw new StackOverflowError("rolled back");
                }))
                .hasMessage("rolled back");
        telling.close();

        assertThat(listener.kinds()).containsExactly(STARTED);
    }

    @Test
    void a_transaction_inside_another_one_is_its_own() {
        RunRow run = aRun('a');
        RunRow other = aRun('b');

        assertThatThrownBy(() -> telling.whenCommitted(() -> {
                    commit(STARTED, other);
                    telling.note(DECLARED, run, run.standing());
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        telling.close();

        assertThat(listener.kinds()).containsExactly(STARTED);
    }

    @Test
    void refuses_what_belongs_to_no_transaction() {
        RunRow run = aRun('a');

        assertThatThrownBy(() -> telling.note(DECLARED, run, run.standing()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Notice DECLARED of " + run.identity() + " belongs to no transaction. Note it inside one.");
    }

    @Test
    void loses_what_a_listener_is_too_far_behind_for() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger told = new AtomicInteger();
        RunListener slow = new RunListener() {
            @Override
            public void declared(RunNotice notice) {
                begun.countDown();
                RetryTest.awaitUninterruptibly(open);
            }

            @Override
            public void started(RunNotice notice) {
                told.incrementAndGet();
            }
        };
        Telling crowded = new Telling(List.of(slow), Duration.ofSeconds(60), SecretGuard.idle());
        RunRow run = aRun('a');

        crowded.whenCommitted(() -> {
            crowded.note(DECLARED, run, run.standing());
            return true;
        });
        begun.await();
        for (int i = 0; i < 10_100; i++) {
            crowded.whenCommitted(() -> {
                crowded.note(STARTED, run, run.standing());
                return true;
            });
        }
        open.countDown();
        crowded.close();

        assertThat(told).hasValue(10_000);
    }

    @Test
    void tells_nothing_after_its_end() {
        telling.close();

        assertThat(commit(DECLARED, aRun('a'))).isTrue();

        assertThat(listener.told()).isEmpty();
    }
}
