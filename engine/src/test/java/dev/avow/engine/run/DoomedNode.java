package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.FaultyDatabase.Point;
import dev.avow.engine.run.FaultyDatabase.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** A program that declares and executes one run, and halts at one point of it, as {@code kill -9} would. */
final class DoomedNode {

    private DoomedNode() {}

    /** Takes the JDBC URL, a directory, and the name of the point. */
    public static void main(String[] arguments) {
        Doom doom = Doom.valueOf(arguments[2]);
        Path directory = Path.of(arguments[1]);
        HikariDataSource pool = pool(arguments[0]);
        Stores.over(pool, directory).close();
        FaultyDatabase database = new FaultyDatabase(pool);
        database.breaks(doom.plan());
        try (ManualEngine manual = ManualEngine.on(
                        Stores.over(database.dataSource(), directory),
                        SettableClock.at("2026-01-05T03:00:00Z"),
                        OperatorSource.of(List.of(FakeOperator.named("work").does(run -> {
                            execute(directory, run);
                            if (doom == Doom.IN_THE_OPERATOR) {
                                halt();
                            }
                            return OperatorResult.success();
                        }))))
                .start()) {
            manual.avow().register(definition());
            manual.avow()
                    .trigger(
                            "doomed",
                            JsonObject.empty(),
                            ManualRequest.by("ann").key("k"));
            manual.fireDue();
        }
    }

    static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(url.startsWith("jdbc:h2:") ? "" : "postgres");
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    static Job definition() {
        return job("doomed")
                .task("work", operator("work"))
                .retry(retries(1).backoff(Duration.ZERO))
                .build();
    }

    /** Notes what is executed, so that it outlives the process. */
    static void execute(Path directory, DeclaredRun run) {
        try {
            Files.writeString(
                    directory.resolve("executed"),
                    run.identity() + " " + run.attempt() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void halt() {
        Runtime.getRuntime().halt(137);
    }

    /** Where it halts: at a place in a transaction that has one of these statements. */
    enum Doom {
        BEFORE_THE_DECLARATION_IS_COMMITTED(Where.BEFORE_COMMIT, "insert into declaration"),
        BETWEEN_DECLARATION_AND_FIRE(Where.AFTER_COMMIT, "insert into declaration"),
        BETWEEN_CLAIM_AND_OPERATOR(Where.AFTER_COMMIT, "insert into attempt"),
        IN_THE_OPERATOR(Where.CONNECT, "never"),
        BETWEEN_OPERATOR_AND_OUTCOME(Where.STATEMENT, "update attempt set state"),
        WHILE_THE_OUTCOME_IS_RECORDED(Where.BEFORE_COMMIT, "update attempt set state"),
        AFTER_THE_OUTCOME_IS_RECORDED(Where.AFTER_COMMIT, "update attempt set state");

        private final Where where;
        private final String statement;

        Doom(Where where, String statement) {
            this.where = where;
            this.statement = statement;
        }

        FaultyDatabase.Plan plan() {
            return new Plan(where, statement);
        }
    }

    /** Halts at its place; the hand-driven engine has one transaction at a time. */
    private static final class Plan implements FaultyDatabase.Plan {

        private final Where where;
        private final String statement;
        private boolean seen;

        private Plan(Where where, String statement) {
            this.where = where;
            this.statement = statement;
        }

        @Override
        public boolean breaksAt(Point point) {
            if (point.where() == Where.CONNECT) {
                seen = false;
            }
            seen |= point.sql().stripLeading().startsWith(statement);
            if (seen && point.where() == where) {
                halt();
            }
            return false;
        }
    }
}
