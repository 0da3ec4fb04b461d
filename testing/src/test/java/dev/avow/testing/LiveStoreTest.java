package dev.avow.testing;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.ManualRequest;
import dev.avow.engine.run.SettableClock;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveStoreTest {
    @TempDir
    Path dir;

    @Test
    void a_manual_engine_does_not_take_the_store_of_an_engine_that_lives() throws Exception {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:rev;DB_CLOSE_DELAY=-1", "sa", "");
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        FakeOperator hold = FakeOperator.named("hold").does(run -> {
            working.countDown();
            go.await();
            return OperatorResult.success();
        });
        try (Avow live = Avow.on(pool, dir).operators(hold).build()) {
            live.register(job("j").task("t", operator("hold")).build());
            live.start();
            Identity identity =
                    live.trigger("j", JsonObject.empty(), ManualRequest.by("x")).get("t");
            working.await();
            ManualEngine other = ManualEngine.of(
                    Avow.on(pool, dir).operators(FakeOperator.named("hold")), SettableClock.at("2026-01-05T00:00:00Z"));

            assertThatThrownBy(other::start)
                    .isInstanceOf(EngineException.class)
                    .hasMessageStartingWith("Store is owned by another engine: node 'local");
            assertThat(live.history().run(identity).orElseThrow().run().state()).isEqualTo(RunState.RUNNING);
            go.countDown();
        }
    }
}
