package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.dsl.TaskBuilder;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Connection;
import dev.avow.engine.operator.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;

/** An engine with a secret, of which nothing may be stored, logged or told, whatever a test does. */
abstract class SecretContract extends EngineContract {

    static final String VALUE = "hunter2/hunter3";

    static final String IN_URL = VALUE.replace("/", "%2f");

    static final String ADVICE = ". Leave it out, and name a connection instead.";

    final Map<String, String> values = new TreeMap<>(Map.of("db-password", VALUE));

    final AtomicReference<Optional<RuntimeException>> failure = new AtomicReference<>(Optional.empty());

    final RecordingListener listener = new RecordingListener();

    final LogLines log = new LogLines();

    @Override
    ManualEngine engine(FakeOperator... operators) {
        return engine(List.of(
                Connection.named("warehouse").setting("url", "jdbc:warehouse").secret("password", "db-password")));
    }

    ManualEngine engine(List<Connection> connections) {
        AvowBuilder builder = new AvowBuilder(() -> new Unclosed(store))
                .operators(summarise, measure)
                .secrets(new Changing())
                .listener(listener)
                .listener(new Telltale());
        connections.forEach(builder::connection);
        return ManualEngine.of(builder, clock).takingOver();
    }

    @AfterEach
    void no_secret_is_stored_logged_or_told() throws Exception {
        manual.close();
        log.close();
        assertThat(log.text()).doesNotContain("hunter");
        assertThat(listener.told().toString()).doesNotContain("hunter");
        assertThat(StoredText.of(store)).isNotEmpty().noneMatch(text -> text.contains("hunter"));
    }

    Identity trigger(OperatorCall call) {
        return trigger(job("ad-hoc").task("summarise", call));
    }

    Identity trigger(TaskBuilder definition) {
        avow().register(definition.build());
        return trigger();
    }

    Identity trigger() {
        return avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    static OperatorCall call() {
        return operator("summarise").connection("warehouse");
    }

    RunView run(Identity identity) {
        return detail(identity).run();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Throws a secret when it is told of a success. */
    static final class Telltale implements RunListener {

        @Override
        public void succeeded(RunNotice notice) {
            throw new IllegalStateException("heard " + VALUE);
        }
    }

    /** Has what the test says now. */
    final class Changing implements Secrets {

        @Override
        public Set<String> names() {
            failure.get().ifPresent(thrown -> {
                throw thrown;
            });
            return Set.copyOf(values.keySet());
        }

        @Override
        public Optional<String> find(String name) {
            return Optional.ofNullable(values.get(name));
        }
    }
}
