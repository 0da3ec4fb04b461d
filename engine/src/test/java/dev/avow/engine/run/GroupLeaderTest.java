package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Whatever happens to the thread that leads, no other one waits for ever, and nothing is done for one that has left. */
class GroupLeaderTest {

    private static final int THREADS = 400;

    private final CountDownLatch leads = new CountDownLatch(1);
    private final CountDownLatch hangs = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private final GroupCommit<Integer, Integer> group = GroupCommit.of(Monotonic.system(), GroupCommit.PATIENCE);
    private final CountDownLatch first = new CountDownLatch(1);
    private final Set<Integer> left = ConcurrentHashMap.newKeySet();
    private final Set<Integer> doneForNobody = ConcurrentHashMap.newKeySet();

    /** The first one goes alone, and holds up the others until all of them wait. */
    private int alone(int item) {
        if (item == 0) {
            first.countDown();
            while (group.waiting() < THREADS - 1) {
                Thread.onSpinWait();
            }
        }
        return item;
    }

    private int ask(int item, boolean interrupted, int dies) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            int answer = group.pass(item, items -> together(items, dies), this::alone);
            assertThat(Thread.interrupted()).isEqualTo(interrupted);
            return answer;
        } catch (StackOverflowError e) {
            left.add(item);
            throw e;
        }
    }

    private List<Optional<Integer>> together(List<Integer> items, int dies) {
        items.stream().filter(left::contains).forEach(doneForNobody::add);
        if (left.size() < dies) {
            throw new StackOverflowError();
        }
        return items.stream().map(Optional::of).toList();
    }

    private int answered(boolean interrupted, int dies) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Integer>> asked = new ArrayList<>();
            asked.add(threads.submit(() -> ask(0, interrupted, dies)));
            first.await();
            for (int i = 1; i < THREADS; i++) {
                int item = i;
                asked.add(threads.submit(() -> ask(item, interrupted, dies)));
            }
            int answered = 0;
            for (int i = 0; i < THREADS; i++) {
                try {
                    assertThat(asked.get(i).get()).isEqualTo(i);
                    answered++;
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(StackOverflowError.class);
                }
            }
            return answered;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_leader_that_dies_leaves_all_others_answered_and_nothing_of_its_own() throws Exception {
        int answered = answered(false, 3);

        assertThat(answered).isEqualTo(THREADS - left.size());
        assertThat(left).hasSizeGreaterThanOrEqualTo(3);
        assertThat(group.waiting()).isZero();
        assertThat(doneForNobody).isEmpty();
    }

    @Test
    void threads_that_are_interrupted_are_answered_and_stay_interrupted() throws Exception {
        assertThat(answered(true, 0)).isEqualTo(THREADS);
    }

    @Test
    void nobody_waits_for_long_behind_a_leader_that_hangs() throws Exception {
        GroupCommit<Integer, Integer> impatient = GroupCommit.of(Monotonic.system(), Duration.ZERO);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> hung = thread.submit(() -> impatient.pass(0, items -> List.of(), item -> {
                hangs.countDown();
                await(goesOn);
                return item;
            }));
            hangs.await();

            assertThat(impatient.pass(1, items -> List.of(), item -> item)).isEqualTo(1);
            goesOn.countDown();

            assertThat(hung.get()).isZero();
            assertThat(impatient.pass(2, items -> List.of(), item -> item)).isEqualTo(2);
        } finally {
            thread.shutdownNow();
        }
    }

    /** What its leader does for it may be committed in the end, so that nobody may do it a second time. */
    @Test
    void one_that_was_taken_waits_for_its_leader_whoever_leads_meanwhile() throws Exception {
        AtomicLong now = new AtomicLong();
        GroupCommit<Integer, Integer> shared = GroupCommit.of(time(now::get), GroupCommit.PATIENCE);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Future<Integer> first = threads.submit(() -> shared.pass(0, this::hang, item -> lead(shared, item)));
            leads.await();
            List<Future<Integer>> taken = new ArrayList<>();
            taken.add(threads.submit(() -> shared.pass(1, this::hang, item -> item)));
            taken.add(threads.submit(() -> shared.pass(2, this::hang, item -> item)));
            assertThat(first.get()).isZero();
            hangs.await();

            now.set(GroupCommit.PATIENCE.plusSeconds(1).toNanos());
            for (int others = 3; others < 1000; others++) {
                assertThat(shared.pass(others, this::hang, item -> item)).isEqualTo(others);
            }
            goesOn.countDown();

            assertThat(taken.get(0).get()).isEqualTo(101);
            assertThat(taken.get(1).get()).isEqualTo(102);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void one_that_was_taken_goes_on_by_itself_where_that_does_no_harm() throws Exception {
        AtomicLong now = new AtomicLong();
        GroupCommit<Integer, Integer> looks = GroupCommit.repeatable(time(now::get), GroupCommit.PATIENCE);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            CompletionService<Integer> all = new ExecutorCompletionService<>(threads);
            all.submit(() -> looks.pass(0, this::hang, item -> lead(looks, item)));
            leads.await();
            all.submit(() -> looks.pass(1, this::hang, item -> item));
            all.submit(() -> looks.pass(2, this::hang, item -> item));
            assertThat(all.take().get()).isZero();
            hangs.await();

            now.set(GroupCommit.PATIENCE.plusSeconds(1).toNanos());
            assertThat(looks.pass(3, this::hang, item -> item)).isEqualTo(3);

            assertThat(all.take().get()).isIn(1, 2);
            goesOn.countDown();
            assertThat(all.take().get()).isIn(101, 102);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void one_that_comes_alone_is_answered_as_one_that_leads() {
        assertThat(group.pass(1, items -> List.of(), lone -> 10, alone -> 20)).isEqualTo(10);
        assertThat(GroupCommit.<Integer, Integer>waitingForNobody(Monotonic.system())
                        .pass(1, items -> List.of(Optional.empty()), lone -> 10, alone -> 20))
                .isEqualTo(20);
    }

    /** Leads until two wait. */
    private int lead(GroupCommit<Integer, Integer> shared, int item) {
        leads.countDown();
        while (shared.waiting() < 2) {
            Thread.onSpinWait();
        }
        return item;
    }

    private List<Optional<Integer>> hang(List<Integer> items) {
        hangs.countDown();
        await(goesOn);
        return items.stream().map(item -> Optional.of(item + 100)).toList();
    }

    private static Monotonic time(LongSupplier nanos) {
        return new Monotonic() {
            @Override
            public long nanos() {
                return nanos.getAsLong();
            }

            @Override
            public void pause(Duration time) {}
        };
    }

    /** Each look at the time takes all but a millisecond of the patience. */
    @Test
    void patience_that_ends_between_two_looks_is_over() throws Exception {
        long step = GroupCommit.PATIENCE.minusMillis(1).toNanos();
        AtomicLong now = new AtomicLong();
        GroupCommit<Integer, Integer> shared = GroupCommit.of(time(() -> now.addAndGet(step)), GroupCommit.PATIENCE);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> hung = thread.submit(() -> shared.pass(0, items -> List.of(), item -> {
                hangs.countDown();
                await(goesOn);
                return item;
            }));
            hangs.await();

            assertThat(shared.pass(1, items -> List.of(), item -> item)).isEqualTo(1);

            goesOn.countDown();
            assertThat(hung.get()).isZero();
            assertThat(shared.waiting()).isZero();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void what_one_does_alone_after_a_shared_transaction_holds_up_nobody() {
        GroupCommit<Integer, Integer> free = GroupCommit.waitingForNobody(Monotonic.system());

        int answer = free.pass(
                1,
                items -> List.of(Optional.empty()),
                item -> free.pass(2, items -> List.of(Optional.of(item + 1)), other -> other));

        assertThat(answer).isEqualTo(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
