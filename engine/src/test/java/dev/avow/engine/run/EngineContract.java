package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Attempts.Claim;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.EventView;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.Triggers.Order;
import dev.avow.engine.verification.FindingKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A manual engine on a real store of each kind; after each test every run must keep the invariant. */
@ParameterizedClass
@EnumSource(TestStore.class)
abstract class EngineContract {

    @Parameter
    TestStore database;

    @TempDir
    Path directory;

    final SettableClock clock = SettableClock.at("2026-01-05T02:59:00Z");
    final FakeOperator summarise = FakeOperator.named("summarise");
    final FakeOperator measure = FakeOperator.named("measure");
    /** What a verification may find at the end, since the test has changed what is stored. */
    final Set<FindingKind> tampered = EnumSet.noneOf(FindingKind.class);

    Store store;
    ManualEngine manual;

    @BeforeEach
    void start() {
        store = database.open(directory);
        manual = engine(summarise, measure).start();
    }

    @AfterEach
    void keeps_the_invariant() {
        Promises.check(store, List.of(), tampered);
        manual.close();
        store.close();
        if (store.dataSource() instanceof HikariDataSource pool) {
            pool.close();
        }
    }

    /** Returns another engine on the same store. */
    ManualEngine engine(FakeOperator... operators) {
        return ManualEngine.on(new Unclosed(store), clock, OperatorSource.of(Arrays.asList(operators)))
                .takingOver();
    }

    Avow avow() {
        return manual.avow();
    }

    /** Stores a claim, and the event of it, as a node does that then ends without a word. */
    void claimed(Session session, Identity identity, Claim claim) {
        session.attempts().claim(claim, clock.instant());
        String job = session.runs().find(claim.identity()).orElseThrow().key().job();
        manual.core()
                .journal()
                .attempt(session, EventKind.CLAIMED, job, new Order(identity, claim.attempt()), event(claim));
    }

    static JsonObject event(Claim claim) {
        return JsonObject.builder()
                .put("node", claim.node())
                .put("epoch", claim.epoch())
                .build();
    }

    List<RunView> runs(String job) {
        return avow().history().runs(job, 100).items();
    }

    /** Returns the only run of a task. */
    RunView run(String job, String task) {
        List<RunView> found =
                runs(job).stream().filter(run -> run.task().equals(task)).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    RunDetail detail(Identity identity) {
        return avow().history().run(identity).orElseThrow();
    }

    List<String> events(Identity identity) {
        return detail(identity).events().stream().map(EventView::kind).toList();
    }

    static Optional<Waiting> waiting(Waiting reason) {
        return Optional.of(reason);
    }

    Path file(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
