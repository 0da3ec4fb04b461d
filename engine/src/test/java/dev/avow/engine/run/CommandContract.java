package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Events.StoredEvent;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.gate.CommandState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.CommandDesk.Answer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;

/** An engine that is given commands, as the command line gives them. */
abstract class CommandContract extends EngineContract {

    static final String SLOT = "slot:default:2026-01-05T03:00:00Z";

    CommandDesk desk;

    @BeforeEach
    void open() {
        desk = new CommandDesk(store);
    }

    void nightly(int sentences) {
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .param("language", Param.text().orElse("en"))
                .param("count", Param.integer().between(1, 10).orElse(3))
                .param("strict", Param.flag().orElse(false))
                .param("weight", Param.decimal().orElse("0.5"))
                .task("summarise", operator("summarise").parameter("sentences", sentences))
                .task("measure", operator("measure"))
                .after("summarise")
                .build());
    }

    Answer command(boolean dryRun, String verb, JsonObject.Builder arguments) {
        String id = desk.submit(dryRun, verb, arguments.build());
        manual.commands();
        return desk.answer(id);
    }

    Answer plan(String verb, JsonObject.Builder arguments) {
        return command(true, verb, arguments);
    }

    Answer act(String verb, JsonObject.Builder arguments) {
        Answer answer = command(false, verb, arguments);
        assertThat(answer.state()).as(answer.text()).isEqualTo(CommandState.DONE);
        return answer;
    }

    static JsonObject.Builder with(String name, String value) {
        return JsonObject.builder().put(name, value);
    }

    static JsonObject.Builder on(Identity identity) {
        return with("identity", identity.toString());
    }

    static JsonObject params(String... pairs) {
        JsonObject.Builder params = JsonObject.builder();
        for (int i = 0; i < pairs.length; i += 2) {
            params.put(pairs[i], pairs[i + 1]);
        }
        return params.build();
    }

    String lastEvent(String kind) {
        StoredEvent last = store.read(session -> session.events().ofKind("nightly", kind, Long.MAX_VALUE, 1))
                .get(0);
        return new String(last.event().body().toArray(), StandardCharsets.UTF_8);
    }

    int events() {
        return store.read(session -> session.events().ofJob("nightly", 0, 1000)).size();
    }
}
