package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.PromptText.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.FaultyDatabase.Where;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threads that trigger while another one commits share the next commit. */
class GroupCommitTest extends SlotBatchContract {

    private static final int THREADS = 16;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AtomicInteger commits = new AtomicInteger();
    private final List<Future<Map<String, Identity>>> asked = new ArrayList<>();

    @BeforeEach
    void register() {
        manual.avow().register(definition());
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static Job definition() {
        return job("ad-hoc")
                .param("language", Param.oneOf("de", "fr").orElse("fr"))
                .task(
                        "summarise",
                        operator("summarise").user(text("{{params.language}}").confidential()))
                .deadline(Duration.ofHours(1))
                .task("measure", operator("measure"))
                .build();
    }

    private void ask(String key, String language) {
        JsonObject params = JsonObject.builder().put("language", language).build();
        asked.add(threads.submit(() ->
                manual.avow().trigger("ad-hoc", params, ManualRequest.by("ann").key(key))));
    }

    /** Holds the first commit until so many others wait. */
    private void hold(int others, FaultyDatabase.Plan then) {
        AtomicInteger begun = new AtomicInteger();
        faulty.breaks(point -> {
            if (point.where() == Where.BEFORE_COMMIT && begun.getAndIncrement() == 0) {
                while (manual.core().requests().waiting() < others) {
                    Thread.onSpinWait();
                }
            }
            if (point.where() == Where.AFTER_COMMIT) {
                commits.incrementAndGet();
            }
            return begun.get() > 0 && then.breaksAt(point);
        });
    }

    private void askAll() throws ExecutionException, InterruptedException {
        for (int i = 0; i < THREADS; i++) {
            ask("k" + i, "de");
        }
        for (Future<Map<String, Identity>> answer : asked) {
            assertThat(answer.get()).containsOnlyKeys("summarise", "measure");
        }
    }

    private void assertDeclared(int requests) throws ExecutionException, InterruptedException {
        HashSet<Identity> identities = new HashSet<>();
        for (Future<Map<String, Identity>> answer : asked) {
            identities.addAll(answer.get().values());
        }
        assertThat(identities).hasSize(2 * requests);
        assertThat(manual.avow().history().runs("ad-hoc", 1000).items())
                .extracting(run -> run.identity())
                .containsExactlyInAnyOrderElementsOf(identities);
        assertThat(manual.fireDue()).isEqualTo(2 * requests);
    }

    @Test
    void requests_that_come_during_a_commit_share_the_next_one() throws Exception {
        hold(THREADS - 1, point -> false);

        askAll();

        faulty.heals();
        assertThat(commits.get()).isEqualTo(2);
        assertDeclared(THREADS);
    }

    @Test
    void a_refused_request_meets_its_own_exception_and_harms_no_other() throws Exception {
        Identity first = manual.avow()
                .trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann").key("used"))
                .get("summarise");
        hold(5, point -> false);

        ask("a", "de");
        ask("b", "de");
        ask("c", "fr");
        ask("used", "de");
        ask("used", "fr");
        ask("a", "de");

        assertThatThrownBy(() -> asked.get(3).get())
                .cause()
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Request refused, REQUEST_REUSED: 'manual:used' of job 'ad-hoc' was declared"
                        + " before, and differs. Use another request key, or redeclare the occasion.\n  declared: "
                        + first);
        asked.remove(3);
        assertDeclared(4);
    }

    @Test
    void a_group_that_fails_is_tried_again_one_by_one() throws Exception {
        AtomicInteger inserts = new AtomicInteger();
        hold(THREADS - 1, point -> point.sql().startsWith("insert into declaration") && inserts.getAndIncrement() == 0);

        askAll();

        faulty.heals();
        assertThat(commits.get()).isEqualTo(THREADS);
        assertDeclared(THREADS);
    }
}
