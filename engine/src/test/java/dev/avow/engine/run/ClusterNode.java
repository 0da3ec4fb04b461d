package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.testing.Postgres;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.FaultyDatabase.Point;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A program that is one node of a cluster, until it reads {@code close}.
 *
 * <p>It says {@code > ready}, {@code > executing IDENTITY ATTEMPT}, {@code > told IDENTITY} when a run of its job has
 * ended, and {@code > closed}; what it executes it writes to a file first.
 */
final class ClusterNode {

    static final Duration CHECK_IN = Duration.ofMillis(200);

    private static final CountDownLatch GO = new CountDownLatch(1);

    private final Path executed;
    private final Hold hold;

    private ClusterNode(Path executed, Hold hold) {
        this.executed = executed;
        this.hold = hold;
    }

    /** Where first attempts wait for {@code go}. */
    enum Hold {
        NOWHERE,
        IN_THE_OPERATOR,
        IN_THE_TRANSACTION_THAT_RECORDS
    }

    /** Takes the database's URL, the node's name, the file, and where first attempts wait. */
    public static void main(String[] arguments) throws IOException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(arguments[0]);
        database.setUser("postgres");
        ClusterNode node = new ClusterNode(Path.of(arguments[2]), Hold.valueOf(arguments[3]));
        try (HikariDataSource pool = Postgres.pool(database)) {
            FaultyDatabase held = new FaultyDatabase(pool);
            held.breaks(node::holdsAt);
            Avow avow = Avow.on(held.dataSource())
                    .operators(
                            FakeOperator.named("work").does(node::work),
                            FakeOperator.named("tell").does(ClusterNode::tell))
                    .clustered(arguments[1])
                    .checkIn(CHECK_IN)
                    .build();
            avow.register(definition());
            avow.start();
            say("ready");
            node.listen();
            avow.close();
            say("closed");
        }
    }

    static Job definition() {
        return job("shared")
                .task("work", operator("work"))
                .retry(retries(1).backoff(Duration.ZERO))
                .task("tell", operator("tell"))
                .after("work")
                .when(TriggerRule.ALL_DONE)
                .retry(retries(1).backoff(Duration.ZERO))
                .build();
    }

    private void listen() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals("close"); line = in.readLine()) {
            if (line.equals("go")) {
                GO.countDown();
            }
        }
    }

    private OperatorResult work(DeclaredRun run) throws Exception {
        String what = run.identity() + " " + run.attempt();
        Files.writeString(
                executed, what + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.SYNC);
        say("executing " + what);
        if (hold == Hold.IN_THE_OPERATOR && run.attempt() == 1) {
            GO.await();
        }
        return OperatorResult.success().output("o", "text/plain", what.getBytes(StandardCharsets.UTF_8));
    }

    private boolean holdsAt(Point point) {
        if (hold == Hold.IN_THE_TRANSACTION_THAT_RECORDS && point.sql().startsWith("insert into output")) {
            say("recording");
            try {
                GO.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return false;
    }

    private static OperatorResult tell(DeclaredRun run) {
        if (run.declaration().context().upstream().get("work") instanceof UpstreamRun work) {
            say("told " + work.identity());
        }
        return OperatorResult.success();
    }

    @SuppressWarnings("SystemOut")
    private static void say(String what) {
        System.out.println("> " + what);
        System.out.flush();
    }
}
