package dev.avow.console;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import dev.avow.engine.dsl.Approval;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.SettableClock;
import dev.avow.testing.FakeOperator;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An engine that works on an embedded store, and a person at a terminal who commands it: the engine looks for commands each time that
 * the command line pauses, so that no test waits.
 */
final class Workshop implements AutoCloseable {

    final ManualEngine engine;
    final String db;

    private Workshop(ManualEngine engine, String db) {
        this.engine = engine;
        this.db = db;
    }

    static Workshop open(Path directory) {
        Path store = directory.resolve("store");
        ManualEngine engine = ManualEngine.on(Stores.embedded(store), clock(), operators());
        return new Workshop(register(engine.start()), store.toString());
    }

    static String url(HikariDataSource pool) {
        int port = Postgres.plain(pool.getPoolName()).getPortNumbers()[0];
        return "jdbc:postgresql://localhost:" + port + "/" + pool.getPoolName();
    }

    static SettableClock clock() {
        return SettableClock.at("2026-01-05T02:59:00Z");
    }

    static OperatorSource operators() {
        return OperatorSource.of(List.of(FakeOperator.named("summarise"), FakeOperator.named("measure")));
    }

    static ManualEngine register(ManualEngine engine) {
        engine.avow()
                .register(job("nightly")
                        .schedule(cron("0 0 3 * * ?"))
                        .param("count", Param.integer().between(1, 10).orElse(3))
                        .task("summarise", operator("summarise"))
                        .task("measure", operator("measure"))
                        .after("summarise")
                        .build());
        engine.avow()
                .register(job("reviewed")
                        .requireApproval(Approval.by("editor"))
                        .task("summarise", operator("summarise"))
                        .build());
        return engine;
    }

    /** Runs a command of ann's on the store, at no terminal. */
    Ran avow(String... args) {
        return with(engine::commands, Optional.empty(), Map.of("AVOW_USER", "ann"), args);
    }

    /** Runs a command of ann's at a terminal, where she types this. */
    Ran typing(String answer, String... args) {
        return with(engine::commands, Optional.of(answer), Map.of("AVOW_USER", "ann"), args);
    }

    /** Runs a command at no terminal, while the engine does this each time that the command pauses. */
    Ran with(Runnable meanwhile, Optional<String> typed, Map<String, String> environment, String... args) {
        List<String> line = new ArrayList<>(List.of(args));
        line.addAll(List.of("--db", db));
        return run(meanwhile, typed, environment, line.toArray(String[]::new));
    }

    static Ran run(Runnable meanwhile, Optional<String> typed, Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = Streams.of(InputStream.nullInputStream(), out, err);
        Person person = question -> {
            streams.err().print(question);
            return typed;
        };
        int code = Main.run(new Outside(streams, environment, new Hand(meanwhile), person, clock()), args);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        engine.close();
    }

    /** Time that passes only where somebody pauses. */
    private static final class Hand implements Patience {

        private final Runnable meanwhile;
        private long nanos;

        private Hand(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void pause(Duration length) {
            nanos += length.toNanos();
            meanwhile.run();
        }
    }
}
