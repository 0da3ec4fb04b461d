package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Child;
import dev.avow.db.testing.Migrated;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.DoomedNode.Doom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A process that is killed at any point of a run; another one takes the store, and the run ends as what happened. */
@ParameterizedClass
@ValueSource(strings = {"H2", "PostgreSQL"})
class KilledNodeTest {

    @Parameter
    private String database;

    @TempDir
    private Path directory;

    private final FakeOperator work = FakeOperator.named("work").does(run -> {
        DoomedNode.execute(directory, run);
        return OperatorResult.success();
    });

    @ParameterizedTest
    @EnumSource
    void a_run_ends_as_what_really_happened(Doom doom) throws IOException {
        try (HikariDataSource schema = Migrated.newSchema()) {
            String url = database.equals("H2")
                    ? "jdbc:h2:file:" + directory.resolve("doomed") + ";WRITE_DELAY=0;LOCK_TIMEOUT=30000"
                    : ((PGSimpleDataSource) schema.getDataSource()).getUrl();
            try (Child child = Child.start(DoomedNode.class, url, directory.toString(), doom.name())) {
                child.rest();
            }

            try (HikariDataSource pool = DoomedNode.pool(url);
                    Store store = Stores.over(pool, directory)) {
                takeOver(store, doom);
            }
        }
    }

    private void takeOver(Store store, Doom doom) throws IOException {
        Promises.check(store, executed());
        assertThat(fires(store)).as("fires left by the killed node").isEqualTo(firesLeft(doom));
        try (ManualEngine next = ManualEngine.on(
                        new Unclosed(store), SettableClock.at("2026-01-05T03:00:10Z"), OperatorSource.of(List.of(work)))
                .takingOver()
                .start()) {
            next.avow().register(DoomedNode.definition());
            next.fireDue();
            Identity identity = next.avow()
                    .trigger(
                            "doomed",
                            JsonObject.empty(),
                            ManualRequest.by("ann").key("k"))
                    .get("work");
            next.fireDue();

            assertThat(next.avow().history().run(identity).orElseThrow().attempts())
                    .extracting(AttemptView::state)
                    .containsExactlyElementsOf(expected(doom));
        }
        assertThat(executed()).hasSize(executions(doom));
        Promises.checkSettled(store, executed());
    }

    private static List<AttemptState> expected(Doom doom) {
        return switch (doom) {
            case BEFORE_THE_DECLARATION_IS_COMMITTED, BETWEEN_DECLARATION_AND_FIRE, AFTER_THE_OUTCOME_IS_RECORDED ->
                List.of(AttemptState.SUCCEEDED);
            default -> List.of(AttemptState.INTERRUPTED, AttemptState.SUCCEEDED);
        };
    }

    /** A fire ends with its outcome, neither before nor after. */
    private static int firesLeft(Doom doom) {
        return switch (doom) {
            case BEFORE_THE_DECLARATION_IS_COMMITTED, BETWEEN_DECLARATION_AND_FIRE, AFTER_THE_OUTCOME_IS_RECORDED -> 0;
            default -> 1;
        };
    }

    private static int fires(Store store) {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from qrtz_fired_triggers")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int executions(Doom doom) {
        return switch (doom) {
            case IN_THE_OPERATOR, BETWEEN_OPERATOR_AND_OUTCOME, WHILE_THE_OUTCOME_IS_RECORDED -> 2;
            default -> 1;
        };
    }

    private List<String> executed() throws IOException {
        Path file = directory.resolve("executed");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
