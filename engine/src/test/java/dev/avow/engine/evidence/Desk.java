package dev.avow.engine.evidence;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.PromptText.text;
import static dev.avow.engine.dsl.RetryPolicy.retries;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.ContentStore;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Migrated;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.FakeOperator;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.ManualRequest;
import dev.avow.engine.run.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A real engine on a new store, with a job whose outputs are open and one whose texts and outputs are private. */
final class Desk implements AutoCloseable {

    /** Clears a screen, ends what a page could have put it into, and begins what a page could take for its own. */
    static final String HOSTILE = "\u001b[2J\u202e`</td>|<script>x</script>\n# Signed [by](http://ann)";

    static final String LETTER = "Mrs Abel, account 4711";
    static final String ANSWER = "Dear Mrs Abel, about 4711";
    static final String SUMMARY = "three open tickets";
    static final byte[] LARGE = new byte[ContentStore.MAX_IN_DATABASE + 1];

    final Store store;
    final ManualEngine engine;
    private final SettableClock clock = SettableClock.at("2026-01-05T02:59:00Z");

    private Desk(Store store) {
        this.store = store;
        FakeOperator summarise = FakeOperator.named("summarise");
        summarise.does(run -> summarise.executed().size() == 1
                ? OperatorResult.failure(HOSTILE, true)
                : OperatorResult.success()
                        .output("summary", "text/plain", bytes(SUMMARY))
                        .output("again", "text/plain", bytes(SUMMARY))
                        .output("scan", "image/png", LARGE));
        FakeOperator answer = FakeOperator.named("answer")
                .does(run -> OperatorResult.success().output("text", "text/plain", bytes(ANSWER)));
        engine = ManualEngine.on(
                        store, clock, OperatorSource.of(List.of(summarise, answer, FakeOperator.named("measure"))))
                .start();
        engine.avow().register(tickets());
        engine.avow().register(letters());
    }

    static Desk h2(Path directory) {
        return new Desk(Migrated.embedded(directory.resolve("store")));
    }

    static Desk postgres(Path directory) {
        return new Desk(Stores.over(Migrated.newSchema(), directory.resolve("contents")));
    }

    private static Job tickets() {
        return job("tickets")
                .task("summarise", operator("summarise"))
                .retry(retries(1))
                .task("measure", operator("measure"))
                .after("summarise")
                .build();
    }

    private static Job letters() {
        return job("letters")
                .param("letter", Param.text().confidential())
                .task(
                        "answer",
                        operator("answer").user(text("{{params.letter}}").confidential()))
                .privateOutputs()
                .task("check", operator("measure"))
                .after("answer")
                .build();
    }

    /** Returns a run that failed with a hostile message, and then gave three outputs of two contents. */
    Identity tickets(String key) {
        return run("tickets", "summarise", JsonObject.empty(), key);
    }

    /** Returns a run with a private text and a private output. */
    Identity letter(String key) {
        return run(
                "letters", "answer", JsonObject.builder().put("letter", LETTER).build(), key);
    }

    private Identity run(String job, String task, JsonObject params, String key) {
        Identity identity = engine.avow()
                .trigger(
                        job,
                        params,
                        ManualRequest.by(HOSTILE.substring(HOSTILE.indexOf('`'), 20))
                                .key(key))
                .get(task);
        engine.fireDue();
        engine.fireDueAfter(Duration.ofMinutes(5));
        return Optional.ofNullable(identity).orElseThrow();
    }

    /** Returns a run that is declared, and not executed. */
    Identity declare(String key) {
        return Optional.ofNullable(engine.avow()
                        .trigger(
                                "tickets",
                                JsonObject.empty(),
                                ManualRequest.by("ann").key(key))
                        .get("summarise"))
                .orElseThrow();
    }

    /** Returns a run of a task after another one. */
    Identity after(String job, String task) {
        return engine.avow().history().runs(job, 100).items().stream()
                .filter(run -> run.task().equals(task))
                .findFirst()
                .orElseThrow()
                .identity();
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    /** Makes a key in a file. */
    static SigningKey key(Path file) {
        try {
            byte[] secret = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Pem.text(Pem.PRIVATE_KEY, secret));
            return SigningKey.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        engine.close();
        if (store.dataSource() instanceof HikariDataSource pool) {
            pool.close();
        }
    }
}
