package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.FixedRate.every;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Declarations.SpecUseRow;
import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Slots.DecidedRow;
import dev.avow.db.Slots.ScheduleKey;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.run.FaultyDatabase.Plan;
import dev.avow.engine.run.FaultyDatabase.Point;
import dev.avow.engine.run.FaultyDatabase.Where;
import dev.avow.engine.schedule.CatchUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slots of several schedules that are made ready while another one commits share the next commit. */
class SlotsTogetherTest extends SlotBatchContract {

    private static final int JOBS = 6;
    private static final String MOVE = "update cursor";

    private final ExecutorService threads = Executors.newFixedThreadPool(JOBS);
    private final List<Point> moves = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Boolean> moving = ThreadLocal.withInitial(() -> false);
    private final AtomicBoolean first = new AtomicBoolean(true);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static Job definition(int number) {
        return job("job" + number)
                .schedule(every(Duration.ofHours(1)).from(START).catchUp(CatchUp.ALL))
                .task("summarise", operator("summarise"))
                .build();
    }

    /** Registers the jobs, and decides their slots at once, the first of which holds its commit until all others wait. */
    private void decide(Plan breaks) throws Exception {
        for (int number = 0; number < JOBS; number++) {
            manual.avow().register(definition(number));
        }
        owe(3600);
        faulty.breaks(point -> {
            if (point.sql().startsWith(MOVE)) {
                moves.add(point);
                moving.set(true);
            }
            if (point.where() == Where.BEFORE_COMMIT && moving.get() && first.getAndSet(false)) {
                while (manual.core().slots().waiting() < JOBS - 1) {
                    Thread.onSpinWait();
                }
                moving.set(false);
                return false;
            }
            return !first.get() && moving.get() && breaks.breaksAt(point);
        });
        List<Future<?>> decided = new ArrayList<>();
        for (BoundJob job : manual.core().registry().all()) {
            decided.add(threads.submit(() -> new SlotStep(manual.core()).decideAlone(job, "default")));
        }
        for (Future<?> one : decided) {
            one.get();
        }
        faulty.heals();
    }

    @Test
    void looks_at_cursors_that_are_asked_for_during_another_one_are_one() throws Exception {
        for (int number = 0; number < JOBS; number++) {
            manual.avow().register(definition(number));
        }
        owe(3600);
        SlotSharing sharing = manual.core().slots();
        AtomicInteger looks = new AtomicInteger();
        faulty.breaks(point -> {
            if (point.sql().startsWith("select cursor.job") && looks.incrementAndGet() == 1) {
                while (sharing.looking() < JOBS - 1) {
                    Thread.onSpinWait();
                }
            }
            return false;
        });
        List<Future<Optional<DecidedRow>>> found = new ArrayList<>();
        for (int number = 0; number < JOBS; number++) {
            String job = number == 0 ? "unknown" : "job" + number;
            found.add(threads.submit(() -> sharing.look(new ScheduleKey(job, "default"))));
        }

        for (int number = 0; number < JOBS; number++) {
            CursorRow cursor = new CursorRow("job" + number, "default", START);
            assertThat(found.get(number).get())
                    .isEqualTo(number == 0 ? Optional.empty() : Optional.of(new DecidedRow(cursor, false)));
        }
        assertThat(looks).hasValue(2);
    }

    @Test
    void each_change_of_a_spec_within_a_transaction_is_noted() {
        List<ReadySlot> made = new ArrayList<>();
        Instant slot = START;
        for (String prompt : List.of("first", "second", "second", "first")) {
            manual.avow()
                    .register(job("job0")
                            .schedule(every(Duration.ofHours(1)).from(START).catchUp(CatchUp.ALL))
                            .task("summarise", operator("summarise").user(prompt))
                            .build());
            BoundJob bound = manual.core().registry().get("job0");
            slot = slot.plusSeconds(3600);
            made.add(ReadySlot.of(
                    manual.core(),
                    bound,
                    Occasions.slot("default", bound.job().schedules().get("default"), slot)));
        }
        List<Prepared> declared = made.stream()
                .flatMap(one -> one.roots().orElseThrow().plain().stream())
                .toList();

        manual.core().door().pass(passage -> {
            CursorRow cursor =
                    passage.session().slots().lockCursor("job0", "default").orElseThrow();
            passage.session().slots().advance(cursor, START.plusSeconds(4 * 3600));
            passage.session()
                    .batches()
                    .slots(made.stream()
                            .map(one -> SlotRows.of(cursor, one, START))
                            .toList());
            manual.core().batchDeclarer().declare(passage, declared);
            return true;
        });

        List<SpecUseRow> uses = store.read(session -> session.declarations().specUses("job0"));
        assertThat(uses)
                .hasSize(3)
                .extracting(SpecUseRow::identity)
                .doesNotContain(declared.get(2).identity().toString());
    }

    @Test
    void a_registration_locks_schedules_too_that_the_job_no_longer_has() {
        manual.avow()
                .register(job("shrunk")
                        .schedule("a", every(Duration.ofHours(1)).from(START))
                        .schedule("b", every(Duration.ofHours(1)).from(START))
                        .task("summarise", operator("summarise"))
                        .build());
        List<String> locks = new ArrayList<>();
        faulty.breaks(point -> {
            if (point.sql().contains("from cursor") && point.sql().endsWith("for update")) {
                locks.add(point.sql());
            }
            return false;
        });

        manual.avow()
                .register(job("shrunk")
                        .schedule("b", every(Duration.ofHours(1)).from(START))
                        .task("summarise", operator("summarise"))
                        .build());

        assertThat(locks).hasSize(2);
    }

    /** Each holds a connection while it waits for Quartz's lock. */
    @Test
    void few_transactions_that_are_shared_with_nobody_wait_for_the_lock_at_once() throws Exception {
        SlotSharing sharing = manual.core().slots();
        List<Future<?>> all = new ArrayList<>();
        AtomicInteger most = new AtomicInteger();
        for (int number = 0; number < JOBS; number++) {
            all.add(threads.submit(() -> sharing.apart(passage -> {
                while (first.get() && sharing.apart() + sharing.waitingApart() < JOBS) {
                    Thread.onSpinWait();
                }
                first.set(false);
                most.accumulateAndGet(sharing.apart(), Math::max);
                throw new IllegalStateException("the database is away");
            })));
        }

        for (Future<?> one : all) {
            assertThatThrownBy(one::get).hasRootCauseMessage("the database is away");
        }
        assertThat(most).hasValue(5);
        assertThat(sharing.apart()).isZero();
    }

    private void assertAllDeclared() {
        for (int number = 0; number < JOBS; number++) {
            String job = "job" + number;
            assertThat(store.<CursorRow>read(session ->
                            session.slots().findCursor(job, "default").orElseThrow()))
                    .isEqualTo(new CursorRow(job, "default", START.plusSeconds(3600)));
            assertThat(manual.avow().history().runs(job, 10).items()).hasSize(1);
        }
        assertThat(manual.executeDue()).isEqualTo(JOBS);
        assertThat(summarise.executed()).hasSize(JOBS);
    }

    @Test
    void slots_that_come_during_a_commit_share_the_next_one() throws Exception {
        decide(point -> false);

        assertThat(moves).hasSize(2);
        assertAllDeclared();
    }

    @Test
    void slots_that_the_database_refuses_together_are_decided_one_by_one() throws Exception {
        AtomicBoolean once = new AtomicBoolean(true);

        decide(point -> point.sql().startsWith("insert into declaration") && once.getAndSet(false));

        assertThat(moves).hasSize(JOBS + 1);
        assertAllDeclared();
    }

    @Test
    void slots_of_a_commit_that_nobody_heard_of_are_decided_once() throws Exception {
        AtomicBoolean once = new AtomicBoolean(true);

        try {
            decide(point -> point.where() == Where.AFTER_COMMIT && once.getAndSet(false));
        } catch (ExecutionException moved) {
            assertThat(moved).cause().isInstanceOf(CursorMoved.class);
            faulty.heals();
        }

        manual.declareDue();
        assertAllDeclared();
    }

    @Test
    void a_slot_that_was_decided_meanwhile_or_is_refused_is_left_out() throws Exception {
        manual.avow().register(definition(0));
        manual.avow().register(definition(1));
        manual.avow().register(definition(2));
        owe(3600);
        List<SlotsGroup.Next> all = new ArrayList<>();
        for (BoundJob job : manual.core().registry().all()) {
            all.add(next(job));
        }
        ReadySlot refused = new ReadySlot(
                all.get(1).slot().request(),
                all.get(1).slot().slot(),
                Optional.empty(),
                Optional.of(new Refusal(Refusal.Code.NOT_BUILT, "Nothing can be built.", null)));
        List<SlotsGroup.Next> mixed =
                List.of(all.get(0), new SlotsGroup.Next(all.get(1).cursor(), refused), all.get(2), all.get(2));
        new SlotStep(manual.core())
                .decideAlone(manual.core().registry().find("job0").orElseThrow(), "default");

        var answers = new SlotsGroup(manual.core()).declare(mixed);

        assertThat(answers).extracting(Optional::isPresent).containsExactly(false, false, true, true);
        assertThat(manual.avow().history().runs("job0", 10).items()).hasSize(1);
        assertThat(manual.avow().history().runs("job1", 10).items()).isEmpty();
        assertThat(manual.avow().history().runs("job2", 10).items()).hasSize(1);
    }

    private SlotsGroup.Next next(BoundJob job) {
        CursorRow cursor = store.read(
                session -> session.slots().findCursor(job.name(), "default").orElseThrow());
        var schedule = job.job().schedules().get("default");
        return new SlotsGroup.Next(
                cursor,
                ReadySlot.of(
                        manual.core(),
                        job,
                        Occasions.slot(
                                "default",
                                schedule,
                                schedule.next(cursor.decidedTo()).orElseThrow())));
    }
}
