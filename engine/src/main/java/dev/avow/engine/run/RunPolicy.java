package dev.avow.engine.run;

import dev.avow.engine.dsl.RetryPolicy;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What is kept beside a declaration, unhashed: how its run is retried, and which tasks come after it.
 *
 * @param redeclared whether the run was redeclared, so that the tasks after it are redeclared too
 */
record RunPolicy(RetryPolicy retry, Graph graph, boolean redeclared) {

    String toText() {
        return CanonicalJson.text(JsonObject.builder()
                .put(
                        "retry",
                        JsonObject.builder()
                                .put("attempts", retry.attempts())
                                .put("first", retry.first().toString())
                                .put("factor", retry.factor())
                                .put("longest", retry.longest().toString())
                                .put("recover", retry.recover())
                                .put("beside", retry.beside())
                                .build())
                .put("graph", graph.toJson())
                .put("redeclared", redeclared)
                .build());
    }

    static RunPolicy parse(String text) {
        Fields fields = new Fields(CanonicalJson.parseObject(text.getBytes(StandardCharsets.UTF_8)));
        Fields retry = new Fields(fields.object("retry"));
        return new RunPolicy(
                new RetryPolicy(
                        retry.number("attempts"),
                        Duration.parse(retry.text("first")),
                        retry.number("factor"),
                        Duration.parse(retry.text("longest")),
                        retry.flag("recover"),
                        retry.flag("beside")),
                Graph.parse(fields.object("graph")),
                fields.flag("redeclared"));
    }
}
