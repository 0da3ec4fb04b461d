package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.Cron.cron;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Migrated;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.RetryPolicy;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one PostgreSQL, each driven by hand and with clocks of its own. */
abstract class TwoNodes {

    static final Duration CHECK_IN = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    final HikariDataSource pool = Migrated.newSchema();
    final SettableClock clock = SettableClock.at("2026-01-05T02:59:00Z");
    final SettableClock otherClock = SettableClock.at("2026-01-05T02:59:05Z");
    final FakeOperator summarise = FakeOperator.named("summarise");
    final FakeOperator elsewhere = FakeOperator.named("summarise");
    Store store;
    ManualEngine one;
    ManualEngine two;

    @BeforeEach
    void start() {
        store = Stores.over(pool, directory);
        one = node("one", clock, summarise);
        two = node("two", otherClock, elsewhere);
    }

    @AfterEach
    void close() {
        Promises.check(store);
        one.close();
        two.close();
        store.close();
        pool.close();
    }

    ManualEngine node(String name, SettableClock itsClock, FakeOperator its) {
        return ManualEngine.of(
                        new AvowBuilder(() -> new Unclosed(store))
                                .operators(OperatorSource.of(List.of(its)))
                                .clustered(name)
                                .checkIn(CHECK_IN),
                        itsClock)
                .start();
    }

    static Job nightly(RetryPolicy retry) {
        return job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise"))
                .retry(retry)
                .build();
    }

    void register() {
        one.avow().register(nightly(retries(2).backoff(Duration.ZERO)));
        two.avow().register(nightly(retries(2).backoff(Duration.ZERO)));
    }

    void bothAt(String time) {
        clock.set(time);
        otherClock.set(clock.instant().plusSeconds(5));
    }

    List<RunView> runs() {
        return one.avow().history().runs("nightly", 10).items();
    }

    RunDetail detail() {
        Identity identity = runs().get(0).identity();
        return one.avow().history().run(identity).orElseThrow();
    }

    List<AttemptState> attempts() {
        return detail().attempts().stream().map(AttemptView::state).toList();
    }

    void checkInsWithoutOne(int times) {
        for (int i = 0; i < times; i++) {
            two.pass(CHECK_IN);
            two.checkIn();
        }
    }

    /** Lets node one claim and begin an attempt, and stop in the middle of it while node two does something. */
    void whileOneExecutes(Runnable action) {
        summarise.does(run -> {
            action.run();
            return OperatorResult.success();
        });
        bothAt("2026-01-05T03:00:00Z");
        one.declareDue();
        one.executeDue();
    }
}
