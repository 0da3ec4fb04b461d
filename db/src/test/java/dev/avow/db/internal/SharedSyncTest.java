package dev.avow.db.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedSyncTest {

    private final AtomicInteger begun = new AtomicInteger();
    private final Semaphore allowed = new Semaphore(0);
    private final Semaphore started = new Semaphore(0);

    private void work() {
        begun.incrementAndGet();
        started.release();
        allowed.acquireUninterruptibly();
    }

    private static FutureTask<Void> start(Callable<Void> call) {
        FutureTask<Void> task = new FutureTask<>(call);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static FutureTask<Void> syncing(SharedSync shared) {
        return start(() -> {
            shared.sync();
            return null;
        });
    }

    private static FutureTask<Void> waiting(SharedSync shared, int others) throws InterruptedException {
        CountDownLatch calls = new CountDownLatch(1);
        FutureTask<Void> task = start(() -> {
            calls.countDown();
            shared.sync();
            return null;
        });
        calls.await();
        while (shared.awaiting() <= others) {
            Thread.onSpinWait();
        }
        return task;
    }

    @Test
    void each_that_asks_alone_has_its_own() {
        SharedSync shared = new SharedSync(begun::incrementAndGet);

        shared.sync();
        shared.sync();

        assertThat(begun).hasValue(2);
    }

    @Test
    void those_who_ask_while_one_works_share_the_next_one() throws Exception {
        SharedSync shared = new SharedSync(this::work);
        FutureTask<Void> first = syncing(shared);
        started.acquire();
        List<FutureTask<Void>> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(waiting(shared, i));
        }

        allowed.release();
        first.get();
        started.acquire();

        assertThat(others).as("the one that worked had begun before they asked").noneMatch(FutureTask::isDone);
        allowed.release();
        for (FutureTask<Void> other : others) {
            other.get();
        }
        assertThat(begun).hasValue(2);
    }

    @Test
    void a_failure_is_of_the_one_that_did_it_and_others_try_again() throws Exception {
        SharedSync shared = new SharedSync(() -> {
            work();
            if (begun.get() < 3) {
                throw new IllegalStateException("disk is full");
            }
        });
        FutureTask<Void> first = syncing(shared);
        started.acquire();
        List<FutureTask<Void>> others = List.of(waiting(shared, 0), waiting(shared, 1));

        allowed.release(3);

        assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("disk is full");
        int failed = 0;
        for (FutureTask<Void> other : others) {
            try {
                other.get();
            } catch (ExecutionException e) {
                failed++;
            }
        }
        assertThat(failed).isOne();
        assertThat(begun).hasValue(3);
    }

    @Test
    void an_interrupt_does_not_end_the_wait() throws Exception {
        SharedSync shared = new SharedSync(this::work);
        FutureTask<Void> first = syncing(shared);
        started.acquire();
        CountDownLatch interrupted = new CountDownLatch(1);
        FutureTask<Void> other = start(() -> {
            Thread.currentThread().interrupt();
            shared.sync();
            assertThat(Thread.interrupted()).as("kept for whoever looks later").isTrue();
            interrupted.countDown();
            return null;
        });
        while (shared.awaiting() == 0) {
            Thread.onSpinWait();
        }

        allowed.release(2);

        first.get();
        other.get();
        interrupted.await();
        assertThat(begun).hasValue(2);
    }
}
