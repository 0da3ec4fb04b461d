package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.PromptText.text;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.FixedRate.every;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.StoreException;
import dev.avow.db.open.Stores;
import dev.avow.engine.dsl.Approval;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.schedule.CatchUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever happens to the transaction of many slots, each is decided as if it were alone. */
class SlotBatchFaultTest extends SlotBatchContract {

    /** All that can stand beside a declaration: kept inputs, private values, deadlines, a mapped task, refusals. */
    private Job everything(Path tickets) {
        return job("often")
                .schedule(every(Duration.ofSeconds(1)).from(START).catchUp(CatchUp.ALL))
                .retryRefused(retries(3).backoff(Duration.ofMinutes(5)))
                .task(
                        "summarise",
                        operator("summarise").user(text("Account 4711.").confidential()))
                .keptInput(
                        "tickets", occasion -> occasion.key().endsWith("03Z") ? directory.resolve("missing") : tickets)
                .deadline(Duration.ofHours(1))
                .task("measure", operator("measure").user("Count."))
                .requireApproval(Approval.by("editor"))
                .task("each", operator("summarise").user("Read {{mapped.key}}."))
                .mapped(Elements.of(occasion -> List.of("a", "b")))
                .task("gather", operator("measure"))
                .after("summarise", "each")
                .build();
    }

    @Test
    void stores_together_what_transactions_for_each_would_store() throws IOException {
        Job definition = everything(Files.writeString(directory.resolve("tickets.txt"), "one"));
        manual.avow().register(definition);
        HikariDataSource other = newPool();
        FaultyDatabase alone = new FaultyDatabase(other);
        try (Store its = Stores.over(alone.dataSource(), directory);
                ManualEngine engine = engine(its)) {
            engine.avow().register(definition);
            owe(6);

            AtomicInteger decisions = new AtomicInteger();
            faulty.breaks(point -> point.sql().startsWith("insert into slot") && decisions.incrementAndGet() < 0);
            decide(manual);
            AtomicInteger batches = new AtomicInteger();
            alone.failsWith("23505");
            alone.breaks(point -> point.sql().startsWith("insert into declaration") && batches.getAndIncrement() == 0);
            decide(engine);

            assertThat(decisions.get()).as("all six in one batch").isEqualTo(1);
            assertThat(batches.get())
                    .as("a batch, then two declarations of five slots")
                    .isEqualTo(11);
            Map<String, List<String>> together = Rows.all(pool);
            assertThat(together.get("declaration")).hasSize(10);
            assertThat(together.get("qrtz_simple_triggers")).hasSize(5);
            assertThat(together.get("private_key")).hasSize(5);
            assertThat(together.get("due")).hasSize(5);
            assertThat(together).isEqualTo(Rows.all(other));
        } finally {
            other.close();
        }
    }

    private static void decide(ManualEngine engine) {
        new SlotStep(engine.core()).decideAlone(engine.core().registry().get("often"), "default");
    }

    @Test
    void a_slot_that_the_database_refuses_holds_up_itself_alone() throws IOException {
        Path tickets = Files.writeString(directory.resolve("tickets.txt"), "one");
        manual.avow().register(often(Duration.ofSeconds(4), occasion -> tickets));
        execute("alter table run add constraint poison check (occasion <> 'slot:default:2026-01-05T03:00:03Z')");
        owe(5);

        assertThatThrownBy(manual::declareDue)
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("Database refused a statement, SQLSTATE 2351");

        assertThat(decisions()).hasSize(8);
        assertThat(declared()).isEqualTo(8);

        execute("alter table run drop constraint poison");
        clock.set(START.plusSeconds(6));
        manual.declareDue();

        assertThat(declared()).isEqualTo(10);
        assertThat(decisions()).hasSize(10).containsOnly("DECLARED");
    }

    @Test
    void a_fault_at_any_point_leaves_nothing_half() throws IOException {
        Path tickets = Files.writeString(directory.resolve("tickets.txt"), "one");
        manual.avow().register(often(Duration.ZERO, occasion -> tickets));
        boolean broke = true;
        for (int fault = 0; broke; fault++) {
            clock.advance(Duration.ofSeconds(4));
            AtomicInteger left = new AtomicInteger(fault);
            faulty.breaks(point -> left.getAndDecrement() == 0);

            attempt();
            broke = left.get() < 0;
            faulty.heals();

            assertThat(decisions()).as("after fault %s", fault).hasSize(declared());
            Promises.check(store);
            attempt(); // why: what had been committed is known only now
            manual.declareDue();
            assertThat(declared()).as("after fault %s", fault).isEqualTo(4 * (fault + 1));
            manual.checkIn();
        }
        assertThat(declared()).isGreaterThan(60);
    }

    private void attempt() {
        try {
            manual.declareDue();
        } catch (RuntimeException e) { // why: the slots are still owed, as a wake-up would find
            assertThat(e).isNotNull();
        }
    }
}
