package dev.avow.engine.history;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.engine.history.HistoryQuery.runs;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Attempts.Ending;
import dev.avow.db.Events.EventRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Migrated;
import dev.avow.db.testing.Rows;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers are of one moment, whatever is committed while they are read. */
@ParameterizedClass
@EnumSource(Store.Database.class)
class MomentTest {

    @Parameter
    private Store.Database database;

    @TempDir
    private Path directory;

    private HikariDataSource pool;
    private Meanwhile meanwhile;
    private Store store;
    private History history;

    @BeforeEach
    void open() {
        pool = database == Store.Database.H2 ? h2() : Migrated.newSchema();
        meanwhile = new Meanwhile(pool);
        store = Stores.over(meanwhile.dataSource(), directory);
        history = new History(store);
    }

    private static HikariDataSource h2() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:h2:mem:moment" + System.nanoTime());
        return pool;
    }

    @AfterEach
    void close() {
        store.close();
        pool.close();
    }

    private RunRow declare(int at, String state, Optional<String> waiting) {
        return store.write(session ->
                Rows.declare(session, Rows.standing(Rows.aRun("job", at), new Standing(state, waiting, "", 0, NOON))));
    }

    private void move(RunRow run, String from, String to) {
        Standing standing = new Standing(to, Optional.empty(), "", 0, NOON);
        assertThat(store.<Boolean>write(session -> session.runs().change(run.identity(), Set.of(from), standing)))
                .isTrue();
    }

    private void event(Optional<RunRow> run, String kind, String body) {
        store.writeOnly(session -> session.events()
                .append(new EventRow(
                        kind,
                        "job",
                        run.map(RunRow::identity),
                        OptionalInt.empty(),
                        NOON,
                        Rows.bytes(body),
                        Rows.digest(body))));
    }

    private <T> T during(Runnable change, Supplier<T> question) {
        meanwhile.beforeTheSecondStatement(change);
        T answer = question.get();
        assertThat(meanwhile.hasHappened()).isTrue();
        return answer;
    }

    /** What one statement reads stands at one moment, on both databases. */
    @Test
    void a_page_is_one_statement() {
        List<HistoryQuery> queries = List.of(
                runs(),
                runs().state(RunState.RETRYING, RunState.CANCELLED),
                runs().job("job").state(RunState.RETRYING, RunState.CANCELLED),
                runs().task("task"),
                runs().waiting(Waiting.POOL));
        RunRow run = declare(1, "RETRYING", Optional.of("POOL"));
        for (HistoryQuery query : queries) {
            meanwhile.beforeTheSecondStatement(() -> move(run, "RETRYING", "CANCELLED"));

            List<RunView> items = history.runs(query, 100).items();

            assertThat(meanwhile.hasHappened()).as(query.toString()).isFalse();
            assertThat(items).as(query.toString()).hasSize(1);
        }
    }

    @Test
    void what_was_never_executed_is_of_one_moment() {
        declare(1, "DECLARED", Optional.of("POOL"));
        RunRow moved = declare(2, "DECLARED", Optional.empty());
        Supplier<Page<NeverExecuted>> question = () -> history.neverExecuted(Optional.of("job"), 100);
        Page<NeverExecuted> before = question.get();

        Page<NeverExecuted> answer = during(
                () -> {
                    move(moved, "DECLARED", "CANCELLED");
                    event(
                            Optional.empty(),
                            "REFUSED",
                            "{\"code\":\"INPUT_MISSING\",\"message\":\"No.\",\"occasion\":\"slot/9\",\"task\":\"task\"}");
                },
                question);

        assertThat(answer).isEqualTo(before);
        assertThat(question.get()).isNotEqualTo(before);
    }

    @Test
    void statistics_are_of_one_moment() {
        attempt(declare(1, "SUCCEEDED", Optional.empty()));
        Supplier<JobStatistics> question = () -> history.statistics("job", NOON, NOON.plusSeconds(100));
        JobStatistics before = question.get();

        JobStatistics answer = during(
                () -> {
                    RunRow run = declare(2, "DECLARED", Optional.of("DENIED"));
                    event(Optional.of(run), "DENIED", "{\"message\":\"m\",\"reason\":\"INPUT_CHANGED\"}");
                    attempt(run);
                },
                question);

        assertThat(answer).isEqualTo(before);
        assertThat(question.get()).isNotEqualTo(before);
    }

    private void attempt(RunRow run) {
        store.writeOnly(session -> {
            session.attempts().claim(Rows.aClaim(run.identity()), NOON);
            session.attempts().end(Rows.aClaim(run.identity()), new Ending("SUCCEEDED", "", NOON.plusMillis(9)));
        });
    }
}
