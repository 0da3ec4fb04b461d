package dev.avow.console;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.operators.process.Processes.process;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.ContentStore;
import dev.avow.db.open.Stores;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.ManualRequest;
import dev.avow.operators.process.ProcessOperator;
import dev.avow.testing.FakeOperator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputCommandTest {

    private static final String LARGE = "0123456789abcdef".repeat(ContentStore.MAX_IN_DATABASE / 16 + 1);
    private static final String HOSTILE = "a\tb\n\u001b[2J\u202e\n";

    @TempDir
    static Path directory;

    private static ManualEngine engine;
    private static String db;
    private static String open;
    private static String secret;
    private static String never;

    @BeforeAll
    static void run() {
        db = directory.resolve("store").toString();
        FakeOperator write = FakeOperator.named("write")
                .does(run -> OperatorResult.success()
                        .output("text", "text/plain", HOSTILE.getBytes(StandardCharsets.UTF_8))
                        .output("large", "text/plain", LARGE.getBytes(StandardCharsets.UTF_8))
                        .output("image", "image/png", new byte[] {(byte) 0x89, 'P', 0, 27}));
        FakeOperator one = FakeOperator.named("one").gives("only", "four");
        engine = ManualEngine.on(
                Stores.embedded(Path.of(db)),
                Workshop.clock(),
                OperatorSource.of(List.of(write, one, new ProcessOperator())));
        engine.start()
                .avow()
                .register(job("open").task("write", operator("write")).build());
        engine.avow()
                .register(job("secret")
                        .task("one", operator("one"))
                        .privateOutputs()
                        .build());
        engine.avow()
                .register(job("fails")
                        .task("sh", process("sh", "-c", "echo 'no such row' >&2; exit 3"))
                        .build());
        open = trigger("open", "write");
        secret = trigger("secret", "one");
        engine.executeDue();
        never = trigger("open", "write");
    }

    private static String trigger(String job, String task) {
        Identity identity = engine.avow()
                .trigger(job, JsonObject.empty(), ManualRequest.by("ann"))
                .get(task);
        return identity.toString();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static Ran avow(String... args) {
        return Ran.avow(Map.of("AVOW_DB", db), args);
    }

    @Test
    void writes_the_bytes_of_an_output_exactly() {
        assertThat(avow("output", open, "text")).isEqualTo(new Ran(0, HOSTILE, ""));
        assertThat(avow("output", open, "large", "--attempt", "1")).isEqualTo(new Ran(0, LARGE, ""));
    }

    @Test
    void writes_only_safe_text_to_a_terminal_unless_it_is_told_to() {
        Map<String, String> environment = Map.of("AVOW_DB", db);

        assertThat(Ran.atTerminal(environment, "output", open, "text"))
                .isEqualTo(new Ran(0, "a\tb\n\\u001B[2J\\u202E\n", ""));
        assertThat(Ran.atTerminal(environment, "output", open, "image"))
                .isEqualTo(new Ran(
                        1,
                        "",
                        "Output 'image' of media type 'image/png' is no text, and could upset the terminal. Write it to a"
                                + " file with -o FILE, or here with -o -.\n"));
        assertThat(Ran.atTerminal(environment, "output", open, "text", "-o", "-"))
                .isEqualTo(new Ran(0, HOSTILE, ""));
    }

    @Test
    void writes_a_file_and_replaces_one_only_if_it_is_told_to() throws IOException {
        Path file = directory.resolve("image.png");
        String[] command = {"output", open, "image", "-o", file.toString()};

        Ran first = avow(command);
        Files.writeString(file, "mine");
        Ran second = avow(command);
        String kept = Files.readString(file);
        Ran forced = avow("output", open, "image", "--force", "-o", file.toString());

        assertThat(first)
                .isEqualTo(new Ran(0, "", "Wrote 4 bytes, " + Digest.of(new byte[] {(byte) 0x89, 'P', 0, 27}) + ".\n"));
        assertThat(second)
                .isEqualTo(new Ran(
                        2,
                        "",
                        "There is a file '" + file + "' already, and it is kept. Give another name, or --force.\n"));
        assertThat(kept).isEqualTo("mine");
        assertThat(forced.code()).isZero();
        assertThat(file).hasBinaryContent(new byte[] {(byte) 0x89, 'P', 0, 27});
        assertThat(avow("output", open, "text", "--force", "-o", directory.toString())
                        .err())
                .isEqualTo("'" + directory + "' is a directory. Give a file's name.\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void refuses_outputs_that_are_private_or_erased() {
        Ran before = avow("output", secret);
        engine.avow().erase(Identity.parse(secret), "ann", "asked for");
        Ran after = avow("output", secret, "only");

        assertThat(before)
                .isEqualTo(new Ran(
                        1,
                        "",
                        "Output 'only' of run " + secret
                                + " is private, and is not shown. Only tasks after it read it.\n"));
        assertThat(after)
                .isEqualTo(new Ran(
                        1,
                        "",
                        "Output 'only' of run " + secret
                                + " was private, and is erased. See who did it and why with 'avow show " + secret
                                + "'.\n"));
    }

    @Test
    void says_what_there_is_where_it_is_asked_for_something_else() {
        String nobody = "sha256:" + "0".repeat(64);

        assertThat(avow("output", open))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "Attempt 1 of run " + open
                                + " has more than one output. Give the name of one: image, large, text.\n"));
        assertThat(avow("output", open, "stderr\u001b"))
                .isEqualTo(new Ran(
                        1,
                        "",
                        "Attempt 1 of run " + open + " has no output 'stderr\\u001B'. It has: image, large, text.\n"));
        assertThat(avow("output", open, "text", "--attempt", "2"))
                .isEqualTo(new Ran(1, "", "Run " + open + " has no attempt 2. Give --attempt 1 to 1.\n"));
        assertThat(avow("output", never))
                .isEqualTo(new Ran(
                        1,
                        "",
                        "Run " + never + " has no attempt, and so no outputs. See why with 'avow show " + never
                                + "'.\n"));
        assertThat(avow("output", nobody).err()).startsWith("No run has the identity " + nobody + " in store '");
        assertThat(avow("output", nobody).code()).isEqualTo(1);
        assertThat(avow("output", "text").code()).isEqualTo(2);
    }

    @Test
    void is_what_the_message_of_a_failed_process_says() {
        String failed = trigger("fails", "sh");
        engine.executeDue();

        Matcher command = Pattern.compile("'avow (output [^']*)'")
                .matcher(avow("show", failed).out());

        assertThat(command.find()).isTrue();
        assertThat(avow(command.group(1).split(" "))).isEqualTo(new Ran(0, "no such row\n", ""));
    }

    @Test
    void writes_nothing_of_a_content_that_is_not_what_was_kept() throws IOException {
        String digest = Digest.of(LARGE.getBytes(StandardCharsets.UTF_8)).hex();
        Path kept;
        try (var files = Files.walk(Path.of(db))) {
            kept = files.filter(file -> file.getFileName().toString().contains(digest.substring(4)))
                    .findFirst()
                    .orElseThrow();
        }
        Path target = directory.resolve("changed");
        byte[] before = Files.readAllBytes(kept);
        kept.toFile().setWritable(true);
        Files.write(kept, LARGE.replace('f', 'g').getBytes(StandardCharsets.UTF_8));

        Ran out = avow("output", open, "large");
        Ran file = avow("output", open, "large", "-o", target.toString());
        Files.write(kept, before);

        assertThat(out.code()).isEqualTo(1);
        assertThat(out.out()).isEmpty();
        assertThat(out.err()).startsWith("Output cannot be read.\n  cause: Content is not what was kept.");
        assertThat(file.code()).isEqualTo(1);
        assertThat(target).doesNotExist();
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }
}
