package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.FixedRate.every;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Backfills.BackfillRow;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.run.FaultyDatabase.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Slots of a backfill that share a transaction are stored as if each had one of its own. */
class BackfillBatchTest extends SlotBatchContract {

    private static final String JOB = "past";

    /** A job with a slot each second of the past, none of which is owed. */
    private void register(ManualEngine engine) throws IOException {
        register(engine, InputSource.file(Files.writeString(directory.resolve("tickets.txt"), "declared")));
    }

    private static void register(ManualEngine engine, InputSource input) {
        engine.avow()
                .register(job(JOB).schedule(every(Duration.ofSeconds(1)).from(START.minusSeconds(1000)))
                        .task("summarise", operator("summarise"))
                        .input("tickets", input)
                        .task("measure", operator("measure"))
                        .build());
    }

    private static void start(ManualEngine engine, int slots, int maxActive) {
        engine.avow()
                .backfills()
                .start(Backfill.of(JOB, START.minusSeconds(slots), START.minusSeconds(1), "ann")
                        .key("k")
                        .maxActive(maxActive));
    }

    private BackfillRow backfill() {
        return store.read(session -> session.backfills().find("k")).orElseThrow();
    }

    private List<String> occasions() {
        return manual.avow().history().runs(JOB, 1000).items().stream()
                .map(run -> run.occasion())
                .distinct()
                .toList();
    }

    @Test
    void slots_for_which_there_is_room_cost_one_transaction() throws Exception {
        register(manual);
        start(manual, 60, 50);

        int commits = commitsOf(manual::declareDue);

        assertThat(occasions()).hasSize(50);
        assertThat(backfill().counts().declared()).isEqualTo(50);
        assertThat(commits).isEqualTo(1);
        assertThat(manual.fireDue()).isEqualTo(2 * 60);
        manual.declareDue();
        assertThat(occasions()).hasSize(60);
        assertThat(backfill().state()).isEqualTo("DONE");
        assertThat(backfill().counts().declared()).isEqualTo(60);
    }

    @Test
    void a_transaction_that_fails_is_taken_apart() throws Exception {
        register(manual);
        start(manual, 8, 8);
        AtomicBoolean broken = new AtomicBoolean();
        AtomicBoolean declares = new AtomicBoolean();
        faulty.breaks(point -> {
            declares.compareAndSet(false, point.sql().startsWith("insert into declaration"));
            return declares.get() && point.where() == Where.BEFORE_COMMIT && broken.compareAndSet(false, true);
        });
        manual.declareDue();
        faulty.heals();
        Map<String, List<String>> oneByOne = Rows.all(pool);

        try (HikariDataSource other = newPool();
                Store whole = Stores.over(other, directory);
                ManualEngine engine = engine(whole)) {
            register(engine);
            start(engine, 8, 8);
            engine.declareDue();

            assertThat(broken).isTrue();
            assertThat(oneByOne).isEqualTo(Rows.all(other));
        }
        assertThat(occasions()).hasSize(8);
    }

    @Test
    void a_slot_that_was_declared_before_parts_those_around_it() throws Exception {
        register(manual);
        manual.avow().backfills().start(Backfill.of(JOB, START.minusSeconds(5), START.minusSeconds(5), "ann"));
        manual.fireDue();
        start(manual, 10, 10);

        manual.declareDue();

        assertThat(backfill().counts().declared()).isEqualTo(9);
        assertThat(backfill().counts().existing()).isEqualTo(1);
        assertThat(occasions()).hasSize(10);
    }

    @Test
    void a_slot_that_the_database_refuses_is_the_first_that_is_not_declared() throws Exception {
        register(manual);
        start(manual, 6, 6);
        String third = "slot:default:" + START.minusSeconds(4);
        execute("alter table declaration add constraint poison check (occasion <> '" + third + "')");

        manual.declareDue();

        assertThat(backfill().counts().declared()).isEqualTo(2);
        assertThat(backfill().state()).isEqualTo("RUNNING");
        execute("alter table declaration drop constraint poison");
        manual.declareDue();
        assertThat(backfill().counts().declared()).isEqualTo(6);
    }

    @Test
    void a_slot_that_cannot_be_made_ready_does_not_hold_up_those_before_it() throws Exception {
        Path file = Files.writeString(directory.resolve("tickets.txt"), "declared");
        String third = "slot:default:" + START.minusSeconds(4);
        AtomicBoolean breaks = new AtomicBoolean();
        AtomicBoolean located = new AtomicBoolean();
        register(manual, occasion -> {
            breaks.set(occasion.key().equals(third) && located.compareAndSet(false, true));
            return file;
        });
        start(manual, 6, 6);
        faulty.breaks(point -> breaks.getAndSet(false));

        manual.declareDue();

        assertThat(located).isTrue();
        assertThat(backfill().counts().declared()).isEqualTo(6);
        assertThat(occasions()).hasSize(6);
    }
}
