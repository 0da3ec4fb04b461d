package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.InputSource.file;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.operators.Source.input;
import static dev.avow.operators.embedding.Embeddings.embedding;
import static dev.avow.operators.sensor.Sensors.fileSensor;
import static dev.avow.operators.sensor.Sensors.patient;
import static dev.avow.operators.sensor.Sensors.poking;

import dev.avow.engine.dsl.Job;
import dev.avow.operators.embedding.MiniLm;
import java.nio.file.Path;
import java.time.Duration;

/** Waits each night until a file of texts has arrived and is complete, and embeds them for an index. */
final class IndexRefresh {

    private IndexRefresh() {}

    static Job indexRefresh(Path texts) {
        return job("index-refresh")
                .schedule(cron("0 0 3 * * ?"))
                .task("wait", patient(poking(fileSensor(texts), Duration.ofMinutes(5)), Duration.ofHours(6)))
                .task("embed", embedding(MiniLm.declared(), input("texts")))
                .input("texts", file(texts))
                .after("wait")
                .build();
    }
}
