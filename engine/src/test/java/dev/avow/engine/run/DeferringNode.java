package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.OperatorCall.operator;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A program whose operator begins something elsewhere, and halts before it can store what it was given for that. */
final class DeferringNode {

    private DeferringNode() {}

    /** Takes the JDBC URL and a directory. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[1]);
        HikariDataSource pool = DoomedNode.pool(arguments[0]);
        try (ManualEngine manual = ManualEngine.on(
                        Stores.over(pool, directory),
                        SettableClock.at("2026-01-05T03:00:00Z"),
                        OperatorSource.of(List.of(worker(directory, true))))
                .start()) {
            manual.avow().register(job("doomed").task("work", operator("work")).build());
            manual.avow().trigger("doomed", JsonObject.empty(), ManualRequest.by("ann"));
            manual.fireDue();
        }
    }

    /** Defers with a key, begins its work under that key, defers with the id that it was given, and succeeds. */
    static FakeOperator worker(Path directory, boolean doomed) {
        return FakeOperator.named("work").does(run -> {
            JsonObject state = run.deferred().orElse(JsonObject.empty());
            if (state.find("id").isPresent()) {
                return OperatorResult.success();
            }
            JsonObject.Builder next = JsonObject.builder().put("key", run.identity() + " " + run.attempt());
            if (state.find("key").isPresent()) {
                submit(directory, ((JsonString) state.find("key").get()).value());
                if (doomed) {
                    Runtime.getRuntime().halt(137);
                }
                next.put("id", "job 7");
            }
            return OperatorResult.defer(run.now(), next.build());
        });
    }

    /** Notes a key under which something was begun, so that it outlives the process. */
    private static void submit(Path directory, String key) {
        try {
            Files.writeString(
                    directory.resolve("submitted"),
                    key + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
