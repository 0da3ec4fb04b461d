package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Child;
import dev.avow.db.testing.Migrated;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.EventView;
import dev.avow.engine.history.History;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.ClusterNode.Hold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Nodes that are processes of their own: killed, frozen and thawed. */
class ClusterProcessTest {

    private static final int RUNS = 16 * Math.min(60, Integer.getInteger("avow.test.scale", 1));
    private static final long PATIENCE = 600; // seconds; only a failing test waits so long
    private static final int NODES = Integer.getInteger("avow.test.scale", 1) > 1 ? 3 : 2;

    @TempDir
    private Path directory;

    private final HikariDataSource pool = Migrated.newSchema();
    private final List<Child> nodes = new ArrayList<>();
    private Store store;

    @BeforeEach
    void open() {
        store = Stores.over(pool, directory);
    }

    @AfterEach
    void close() {
        nodes.forEach(Child::close);
        store.close();
        pool.close();
    }

    private Child node(String name, Hold hold) {
        PGSimpleDataSource plain = (PGSimpleDataSource) pool.getDataSource();
        Child child = Child.start(
                ClusterNode.class, plain.getUrl(), name, executedFile().toString(), hold.name());
        nodes.add(child);
        child.await("> ready");
        return child;
    }

    private Path executedFile() {
        return directory.resolve("executed");
    }

    private List<String> executed() throws IOException {
        return Files.exists(executedFile()) ? Files.readAllLines(executedFile()) : List.of();
    }

    /** Declares runs from this process, as a node that executes nothing. */
    private List<Identity> trigger(int runs) {
        List<Identity> identities = new ArrayList<>();
        try (ManualEngine declarer = declarer().start()) {
            declarer.avow().register(ClusterNode.definition());
            for (int i = 0; i < runs; i++) {
                identities.add(declarer.avow()
                        .trigger(
                                "shared",
                                JsonObject.empty(),
                                ManualRequest.by("ann").key("k" + i))
                        .get("work"));
            }
        }
        return identities;
    }

    /** Lets a last node see that all others are gone, so that it frees what Quartz kept for them. */
    private void clear() {
        last(ManualEngine::checkIn);
    }

    /** Also tries again what a node had told and not recorded when it was killed, and what the others then left. */
    private void finish() {
        last(ManualEngine::fireDue);
    }

    private void last(Consumer<ManualEngine> work) {
        try (ManualEngine last = declarer().start()) {
            for (int i = 0; i < 7; i++) {
                last.pass(ClusterNode.CHECK_IN);
                last.checkIn();
            }
            work.accept(last);
        }
    }

    /** By the real time, as the other nodes: a clock that is months behind is found by a verification. */
    private ManualEngine declarer() {
        return ManualEngine.of(
                new AvowBuilder(() -> new Unclosed(store))
                        .operators(FakeOperator.named("work"), FakeOperator.named("tell"))
                        .clustered("declarer")
                        .checkIn(ClusterNode.CHECK_IN),
                new SettableClock(InstantSource.system().instant()));
    }

    private void closeGently(Child child) {
        child.say("close");
        child.await("> closed");
    }

    private RunDetail detail(Identity identity) {
        return new History(store).run(identity).orElseThrow();
    }

    private List<AttemptState> attempts(Identity identity) {
        return detail(identity).attempts().stream().map(AttemptView::state).toList();
    }

    @Test
    void a_run_whose_node_is_killed_is_recovered_by_the_other() throws IOException {
        Child killed = node("killed", Hold.IN_THE_OPERATOR);
        Identity identity = trigger(1).get(0);
        killed.await("> executing ");
        Child other = node("other", Hold.NOWHERE);

        killed.kill();
        other.await("> told ");
        closeGently(other);

        assertThat(attempts(identity)).containsExactly(AttemptState.INTERRUPTED, AttemptState.SUCCEEDED);
        clear();
        Promises.checkSettled(store, executed());
    }

    @Test
    void a_node_that_is_frozen_and_thawed_writes_nothing_over_what_the_other_did() throws IOException {
        Child frozen = node("frozen", Hold.IN_THE_OPERATOR);
        Identity identity = trigger(1).get(0);
        frozen.await("> executing ");
        Child other = node("other", Hold.NOWHERE);

        frozen.freeze();
        assertRecovered(identity, frozen, other);
    }

    private void assertRecovered(Identity identity, Child frozen, Child other) throws IOException {
        other.await("> told ");
        frozen.thaw();
        frozen.say("go");
        closeGently(frozen);
        closeGently(other);

        assertThat(attempts(identity)).containsExactly(AttemptState.INTERRUPTED, AttemptState.SUCCEEDED);
        assertThat(detail(identity).events()).extracting(EventView::kind).contains("STALE_OUTCOME");
        clear();
        Promises.checkSettled(store, executed());
    }

    /** It holds the lock of Quartz's triggers, which every node needs, until PostgreSQL ends its session. */
    @Test
    @Timeout(value = PATIENCE)
    void a_node_that_is_frozen_in_a_transaction_does_not_stop_the_others() throws IOException {
        Child frozen = node("frozen", Hold.IN_THE_TRANSACTION_THAT_RECORDS);
        Identity identity = trigger(1).get(0);
        frozen.await("> recording");
        frozen.freeze();

        Child other = node("other", Hold.NOWHERE);
        assertRecovered(identity, frozen, other);
    }

    @Test
    void runs_are_shared_and_none_is_lost_though_a_node_is_killed() throws Exception {
        for (int i = 0; i < NODES; i++) {
            node("node-" + i, Hold.NOWHERE);
        }
        ExecutorService readers = Executors.newCachedThreadPool();
        Set<String> told = ConcurrentHashMap.newKeySet();
        CountDownLatch allTold = new CountDownLatch(1);
        List<Future<?>> ends = new ArrayList<>();
        List<Identity> identities = trigger(RUNS);

        Child killed = nodes.get(0);
        killed.await("> executing ");
        for (Child child : nodes) {
            ends.add(readers.submit(() -> listen(child, told, allTold)));
        }
        killed.kill();
        boolean all = allTold.await(PATIENCE, TimeUnit.SECONDS);
        nodes.subList(1, NODES).forEach(child -> child.say("close"));
        for (Future<?> end : ends) {
            end.get();
        }
        readers.shutdown();

        assertThat(all).isTrue();
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(
                        identities.stream().map(Identity::toString).toList());
        finish();
        Promises.checkSettled(store, executed());
    }

    private static void listen(Child child, Set<String> told, CountDownLatch allTold) {
        for (List<String> line = child.lines(1); !line.isEmpty(); line = child.lines(1)) {
            if (line.get(0).startsWith("> told ")) {
                told.add(line.get(0).substring("> told ".length()));
            }
            if (told.size() == RUNS) {
                allTold.countDown();
            }
        }
    }
}
