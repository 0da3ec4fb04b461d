package dev.avow.benchmarks;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;

import dev.avow.benchmarks.Capture.Table;
import dev.avow.benchmarks.Databases.Opened;
import dev.avow.db.open.Stores;
import dev.avow.engine.dsl.Approval;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.ManualRequest;
import dev.avow.engine.run.SettableClock;
import dev.avow.engine.schedule.CatchUp;
import dev.avow.engine.schedule.FixedRate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * How many declarations are committed a second, none of which is executed, beside the same rows written by plain JDBC in as
 * many transactions; for many threads, beside the declaration's row alone as well.
 */
final class Declare implements Benchmark {

    private static final int THREADS = 16;
    private static final int THOUSAND = 1_000;

    /** How many slots Avow declares in one transaction at most. */
    private static final int HUNDRED = 100;

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final String PROMPT = "Summarise the tickets of the day in three sentences. ".repeat(20);

    @Override
    public String name() {
        return "declare";
    }

    @Override
    public void run(Size size, Figures figures) throws Exception {
        for (Databases database : Databases.values()) {
            single(database, size, figures);
            ahead(database, size, figures);
            crowd(database, size, figures);
        }
    }

    private static void single(Databases database, Size size, Figures figures) throws Exception {
        int count = size.of(5, 1_000);
        Capture rows = captured(database, source -> triggers(source, count));
        List<Map<Table, List<List<Object>>>> declarations = rows.declarations();
        paired(database, figures, "one after another")
                .variant(
                        "jdbc",
                        () -> rate(database, count, source -> {
                            rows.prepare(source);
                            return time(() -> new RawInserts(source).oneByOne(declarations));
                        }))
                .variant("avow", () -> rate(database, count, source -> triggers(source, count)))
                .run(size);
    }

    private static void ahead(Databases database, Size size, Figures figures) throws Exception {
        int count = size.of(20, 5_000);
        Capture rows = captured(database, source -> slots(source, count));
        List<Map<Table, List<List<Object>>>> declarations = rows.declarations();
        paired(database, figures, "ahead, in batches")
                .variant(
                        "jdbc",
                        () -> rate(database, count, source -> {
                            rows.prepare(source);
                            return time(() -> new RawInserts(source).together(declarations, THOUSAND));
                        }))
                .variant("avow", () -> rate(database, count, source -> slots(source, count)))
                .variant(
                        "jdbc, a hundred together",
                        () -> rate(database, count, source -> {
                            rows.prepare(source);
                            return time(() -> new RawInserts(source).together(declarations, HUNDRED));
                        }))
                .run(size);
    }

    private static void crowd(Databases database, Size size, Figures figures) throws Exception {
        int count = size.of(16, 3_200);
        Capture rows = captured(database, source -> triggersAtOnce(source, count));
        List<Map<Table, List<List<Object>>>> declarations = rows.declarations();
        paired(database, figures, THREADS + " threads")
                .variant(
                        "jdbc, one row",
                        () -> rate(database, count, source -> {
                            rows.prepare(source);
                            return time(() -> new RawInserts(source).rows(rows.table("declaration"), THREADS));
                        }))
                .variant("avow", () -> rate(database, count, source -> triggersAtOnce(source, count)))
                .rival(
                        "jdbc, all rows",
                        () -> rate(database, count, source -> {
                            rows.prepare(source);
                            return time(() -> new RawInserts(source).oneByOne(declarations, THREADS));
                        }))
                .run(size);
    }

    private static Paired paired(Databases database, Figures figures, String measured) {
        return new Paired(figures, database.label(), measured, "declarations/s");
    }

    private static Capture captured(Databases database, Timed work) throws Exception {
        try (Opened opened = database.open()) {
            work.seconds(opened.source());
            return Capture.of(opened.source());
        }
    }

    private static double rate(Databases database, int count, Timed work) throws Exception {
        try (Opened opened = database.open()) {
            return count / work.seconds(opened.source());
        }
    }

    private static double time(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static ManualEngine engine(DataSource source) {
        return ManualEngine.on(Stores.over(source), new SettableClock(START), OperatorSource.of(List.of(new NoOp())))
                .start();
    }

    private static void register(ManualEngine engine) {
        engine.avow()
                .register(job("job")
                        .requireApproval(Approval.by("lead"))
                        .task("work", operator(NoOp.NAME).user(PROMPT))
                        .build());
    }

    private static double triggers(DataSource source, int count) throws Exception {
        try (ManualEngine engine = engine(source)) {
            register(engine);
            return time(() -> {
                for (int i = 0; i < count; i++) {
                    engine.avow().trigger("job", JsonObject.empty(), ManualRequest.by("ann"));
                }
            });
        }
    }

    private static double triggersAtOnce(DataSource source, int count) throws Exception {
        AtomicInteger left = new AtomicInteger(count);
        try (ManualEngine engine = engine(source)) {
            register(engine);
            return time(() -> Crowd.run(THREADS, () -> {
                while (left.getAndDecrement() > 0) {
                    engine.avow().trigger("job", JsonObject.empty(), ManualRequest.by("ann"));
                }
                return true;
            }));
        }
    }

    private static double slots(DataSource source, int count) throws Exception {
        try (ManualEngine engine = engine(source)) {
            engine.avow()
                    .register(job("job")
                            .schedule(FixedRate.every(Duration.ofSeconds(1))
                                    .from(START.plusSeconds(1))
                                    .catchUp(CatchUp.ALL))
                            .declareAhead(Duration.ofSeconds(count))
                            .requireApproval(Approval.by("lead"))
                            .task("work", operator(NoOp.NAME).user(PROMPT))
                            .build());
            return time(engine::declareDue);
        }
    }

    /** Does something on a database, and returns how many seconds it took. */
    @FunctionalInterface
    private interface Timed {
        double seconds(DataSource source) throws Exception;
    }

    /** Something to do. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }
}
