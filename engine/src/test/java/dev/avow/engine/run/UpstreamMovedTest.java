package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task whose upstream runs move again before it is declared is declared from the ends that stand at last. */
class UpstreamMovedTest extends EngineContract {

    private final AtomicReference<Runnable> whileItRunsAgain = new AtomicReference<>(() -> {});

    @BeforeEach
    void give_the_attempt() {
        summarise.does(run -> {
            if (run.attempt() == 2) {
                whileItRunsAgain.get().run();
            }
            return OperatorResult.success().output("attempt", "text/plain", attempt(run.attempt()));
        });
    }

    private static byte[] attempt(int number) {
        return new byte[] {(byte) number};
    }

    /** Executes a task, and leaves the request to declare the one after it. */
    private Identity executeFirst() {
        avow().register(job("graph")
                .task("a", operator("summarise"))
                .task("b", operator("measure"))
                .after("a")
                .build());
        Identity identity = avow().trigger("graph", JsonObject.empty(), ManualRequest.by("ann"))
                .get("a");
        manual.executeDue();
        return identity;
    }

    private List<String> tasks() {
        return runs("graph").stream().map(RunView::task).sorted().toList();
    }

    private static Upstream upstream(Identity identity, int attempt) {
        return new UpstreamRun(identity, attempt, new TreeMap<>(Map.of("attempt", Digest.of(attempt(attempt)))));
    }

    private Map<String, Upstream> upstreamOfLast() {
        int last = measure.executed().size() - 1;
        return measure.executed().get(last).declaration().context().upstream();
    }

    @Test
    void a_request_is_put_off_while_the_rerun_waits_for_its_turn() {
        Identity identity = executeFirst();
        avow().rerun(identity);

        manual.declareDue();
        List<String> meanwhile = tasks();
        manual.fireDue();
        manual.fireDueAfter(Duration.ofSeconds(1));

        assertThat(meanwhile).containsExactly("a");
        assertThat(upstreamOfLast()).isEqualTo(Map.of("a", upstream(identity, 2)));
    }

    @Test
    void a_request_is_put_off_while_the_rerun_is_executed() {
        Identity identity = executeFirst();
        avow().rerun(identity);
        whileItRunsAgain.set(() -> manual.declareDue());

        manual.executeDue();
        List<String> meanwhile = tasks();
        manual.fireDueAfter(Duration.ofSeconds(1));

        assertThat(meanwhile).containsExactly("a");
        assertThat(upstreamOfLast()).isEqualTo(Map.of("a", upstream(identity, 2)));
    }

    @Test
    void a_diamond_that_is_redeclared_waits_for_both_of_its_sides() throws Exception {
        avow().register(job("graph")
                .retryRefused(retries(3).backoff(Duration.ofMinutes(1)))
                .task("first", operator("summarise"))
                .input("list", InputSource.file(file("list.txt", "old")))
                .task("left", operator("summarise"))
                .after("first")
                .task("right", operator("summarise"))
                .after("first")
                .input("other", InputSource.file(file("other.txt", "same")))
                .task("last", operator("measure"))
                .after("left", "right")
                .build());
        avow().trigger("graph", JsonObject.empty(), ManualRequest.by("ann").key("k"));
        manual.fireDue();
        file("list.txt", "new");
        Files.delete(directory.resolve("other.txt"));

        avow().redeclare("graph", "manual:k");
        manual.fireDue();
        List<String> withoutRight = tasks();
        file("other.txt", "same");
        manual.fireDueAfter(Duration.ofMinutes(1));

        assertThat(withoutRight).containsExactly("first", "first", "last", "left", "left", "right");
        assertThat(runs("graph"))
                .extracting(RunView::task, RunView::number)
                .containsExactlyInAnyOrder(
                        tuple("first", 1),
                        tuple("first", 2),
                        tuple("left", 1),
                        tuple("left", 2),
                        tuple("right", 1),
                        tuple("right", 2),
                        tuple("last", 1),
                        tuple("last", 2));
        assertThat(upstreamOfLast()).isEqualTo(Map.of("left", second("left"), "right", second("right")));
    }

    private Upstream second(String task) {
        RunView run = runs("graph").stream()
                .filter(each -> each.task().equals(task) && each.number() == 2)
                .findFirst()
                .orElseThrow();
        return upstream(run.identity(), 1);
    }
}
