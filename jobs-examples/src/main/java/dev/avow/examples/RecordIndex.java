package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.operators.Source.upstream;
import static dev.avow.operators.embedding.Embeddings.embeddingOfJsonLines;
import static dev.avow.operators.process.Processes.path;
import static dev.avow.operators.process.Processes.process;
import static dev.avow.operators.sql.SqlCalls.query;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.JsonObject;
import dev.avow.operators.embedding.MiniLm;

/** Embeds the texts of a table each night, and counts them; which vector is of which row, its key says. */
final class RecordIndex {

    private static final String ARTICLES = "SELECT id AS \"id\", body AS \"body\" FROM article ORDER BY id";

    private RecordIndex() {}

    /** The connection {@code shop} has the settings {@code url} and {@code user} and the secret {@code password}. */
    static Job recordIndex() {
        return job("record-index")
                .schedule(cron("0 0 2 * * ?"))
                .task("rows", query("shop", ARTICLES, JsonObject.empty()))
                .task(
                        "embed",
                        embeddingOfJsonLines(MiniLm.declared(), upstream("rows", "rows"))
                                .parameter("text", "/body")
                                .parameter("id", "/id"))
                .after("rows")
                .task("count", process("wc", "-l", path(upstream("embed", "ids"))))
                .after("embed")
                .build();
    }
}
