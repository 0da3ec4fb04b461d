package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.InputSource.file;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.operators.Source.upstream;
import static dev.avow.operators.extract.Extractions.extract;
import static dev.avow.operators.extract.Extractions.extracted;
import static dev.avow.operators.process.Processes.path;
import static dev.avow.operators.process.Processes.process;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.ManualRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an order from a letter, as a record. */
final class Extraction {

    private Extraction() {}

    /** How fast an order is sent. */
    enum Speed {
        NORMAL,
        EXPRESS
    }

    /** A thing that is ordered. */
    record Item(String name, int count) {}

    /** @param customer null if the letter does not say */
    record Order(@Nullable String customer, Speed speed, List<Item> items) {}

    /** The model is at the connection {@code model}. */
    static Job extraction(Model model, Path letter) {
        return job("extraction")
                .task(
                        "read",
                        extract(model, "{{inputs.letter.text}}", Order.class)
                                .connection("model")
                                .parameter("seed", 1))
                .keptInput("letter", file(letter))
                .gives(extracted(Order.class))
                .timeout(Duration.ofMinutes(1))
                .retry(retries(2))
                .task("book", process("cat", path(upstream("read", "record"))))
                .after("read")
                .build();
    }

    static void read(Avow avow, String number) {
        avow.trigger(
                "extraction",
                JsonObject.empty(),
                ManualRequest.by("mail@example.org").key(number));
    }
}
