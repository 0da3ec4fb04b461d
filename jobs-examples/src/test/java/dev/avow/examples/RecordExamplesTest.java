package dev.avow.examples;

import static dev.avow.testing.assertions.AvowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.operator.Connection;
import dev.avow.operators.batch.BatchChatOperator;
import dev.avow.operators.batch.BatchServer;
import dev.avow.operators.embedding.EmbeddingOperator;
import dev.avow.operators.embedding.MiniLm;
import dev.avow.operators.process.ProcessOperator;
import dev.avow.operators.sql.SqlOperator;
import dev.avow.testing.ManualAvow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordExamplesTest {

    @Test
    void questions_are_answered_by_one_batch_and_counted(@TempDir Path directory) throws Exception {
        Path questions = Files.writeString(directory.resolve("questions"), "Why?\nWhen?\n");

        try (BatchServer server = new BatchServer();
                ManualAvow avow = ManualAvow.inMemory()
                        .operators(new BatchChatOperator(), new ProcessOperator())
                        .secret("provider-key", "key-of-tests")
                        .connection(Connection.named("provider")
                                .setting("base_url", server.baseUrl())
                                .secret("api_key", "provider-key"))
                        .start()) {
            avow.register(BatchAnswers.batchAnswers(Model.unpinned("openai", "small"), questions));
            avow.trigger("batch-answers");
            avow.fireDue();
            server.work();
            avow.fireNext();

            assertThat(server.batches()).hasSize(1);
            assertThat(server.requests()).contains("Answer in one sentence.", "Why?", "When?");
            assertThat(avow.output(avow.run("batch-answers", "count"), "stdout"))
                    .startsWith("2 ");
        }
    }

    @Test
    void rows_are_embedded_and_each_vector_is_found_by_its_key(@TempDir Path directory) throws Exception {
        String url = "jdbc:h2:" + directory.resolve("shop").toAbsolutePath();
        try (Statement statement =
                DriverManager.getConnection(url, "sa", "password").createStatement()) {
            statement.execute("create table article (id int primary key, body varchar)");
            statement.execute("insert into article values (7, 'The door is shut.'), (9, 'It rains.')");
            statement.execute("shutdown");
        }

        try (ManualAvow avow = ManualAvow.inMemory()
                .operators(new SqlOperator(), EmbeddingOperator.with(MiniLm.model()), new ProcessOperator())
                .secret("shop-password", "password")
                .connection(Connection.named("shop")
                        .setting("url", url)
                        .setting("user", "sa")
                        .secret("password", "shop-password"))
                .start()) {
            avow.register(RecordIndex.recordIndex());
            avow.trigger("record-index");
            avow.fireDue();

            var embed = avow.run("record-index", "embed");
            assertThat(avow.output(embed, "ids")).isEqualTo("{\"id\":\"7\",\"row\":0}\n{\"id\":\"9\",\"row\":1}\n");
            assertThat(embed).hasSucceeded().hasOutput("embeddings");
            assertThat(avow.output(avow.run("record-index", "count"), "stdout")).startsWith("2 ");
        }
    }
}
