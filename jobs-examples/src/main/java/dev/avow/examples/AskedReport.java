package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.InputSource.file;
import static dev.avow.engine.dsl.Param.integer;
import static dev.avow.engine.dsl.Param.oneOf;
import static dev.avow.operators.Source.input;
import static dev.avow.operators.process.Processes.path;
import static dev.avow.operators.process.Processes.process;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.ManualRequest;
import java.nio.file.Path;
import java.util.Objects;

/** A report that somebody asks for: with params, and under a key, so that asking twice is asking once. */
final class AskedReport {

    private AskedReport() {}

    static Job askedReport(Path orders) {
        return job("asked-report")
                .param("column", oneOf("1", "2", "3"))
                .param("lines", integer().between(1, 1000).orElse(10))
                .task("head", process("sort", "-t", ",", "-k", "{{params.column}}", path(input("orders"))))
                .input("orders", file(orders))
                .task("count", process("echo", "asked for {{params.lines}} lines by column {{params.column}}"))
                .after("head")
                .build();
    }

    /** The ticket's number is the key: the same ticket leads to the same run. */
    static Identity ask(Avow avow, String ticket, String column) {
        JsonObject params = JsonObject.builder().put("column", column).build();
        return Objects.requireNonNull(avow.trigger(
                        "asked-report",
                        params,
                        ManualRequest.by("ann@example.org").key(ticket))
                .get("head"));
    }
}
