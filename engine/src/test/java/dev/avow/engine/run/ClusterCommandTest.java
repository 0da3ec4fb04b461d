package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.gate.CommandState;
import dev.avow.engine.identity.JsonObject;
import org.junit.jupiter.api.Test;

/** Exactly one node of a cluster takes a command, and one that knows the job if there is one. */
class ClusterCommandTest extends TwoNodes {

    @Test
    void one_node_takes_each_command_and_one_that_knows_its_job() {
        CommandDesk desk = new CommandDesk(store);
        register();
        two.avow()
                .register(job("ad-hoc").task("summarise", operator("summarise")).build());
        JsonObject nightly = JsonObject.builder().put("job", "nightly").build();
        JsonObject request =
                JsonObject.builder().put("job", "ad-hoc").put("request", "k").build();
        JsonObject unknown =
                JsonObject.builder().put("job", "weekly").put("request", "k").build();

        String both = desk.submit(false, "pause", nightly);
        two.commands();
        one.commands();
        String onTwo = desk.submit(false, "trigger", request);
        one.commands();
        boolean left = desk.fate(onTwo).isEmpty();
        two.commands();
        String onNone = desk.submit(false, "trigger", unknown);
        one.commands();

        assertThat(desk.fate(both).orElseThrow().node()).contains(two.core().node());
        assertThat(left).isTrue();
        assertThat(desk.answer(onTwo).state()).isEqualTo(CommandState.DONE);
        assertThat(desk.fate(onTwo).orElseThrow().node()).contains(two.core().node());
        assertThat(desk.answer(onNone).text())
                .isEqualTo("Job 'weekly' is not registered. Register it with register(job).");
        assertThat(two.avow().history().runs("ad-hoc", 9).items()).hasSize(1);
    }
}
