package dev.avow.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A recipe of docs/evidence.md. */
enum Recipe {
    SHA256SUM("sh sha256sum", "sh sha256sum"),
    OPENSSL("sh openssl", "sh sha256sum openssl"),
    PYTHON("python", "python3 openssl"),
    NODE("js", "node");

    private final String language;
    private final String tools;

    Recipe(String language, String tools) {
        this.language = language;
        this.tools = tools;
    }

    void skipWithoutTools() throws Exception {
        for (String tool : tools.split(" ", -1)) {
            boolean there = Arrays.stream(System.getenv("PATH").split(":", -1))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
            assumeTrue(there, () -> "Skipped: there is no program '" + tool + "' on the PATH.");
        }
        if (tools.contains("openssl")) {
            String version =
                    run(Path.of("."), Map.of(), List.of("openssl", "version")).said();
            assumeTrue(
                    version.matches("(?s)OpenSSL ([3-9]|[1-9][0-9]).*"),
                    () -> "Skipped: '" + version + "' has no pkeyutl -rawin for Ed25519.");
        }
    }

    /** Runs it on an export, with this key and run. */
    Result verify(Tree tree, String key, String run) throws Exception {
        return verify(block(), tree, key, run);
    }

    /** Runs this script as one of it. */
    Result verify(String block, Tree tree, String key, String run) throws Exception {
        Path folder = Files.createTempDirectory(tree.root().getParent(), "recipe");
        Path script = Files.createTempFile(folder, "verify", "." + language.substring(0, 2));
        Files.writeString(script, block);
        List<String> command = new ArrayList<>(List.of(tools.split(" ", -1)[0], script.toString()));
        command.addAll(this == SHA256SUM ? List.of(run) : List.of(key, run));
        return run(tree.root(), Map.of("TMPDIR", folder.toString()), command);
    }

    private static Result run(Path folder, Map<String, String> variables, List<String> command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Result(process.exitValue(), said);
    }

    private String block() throws IOException {
        return block(Files.readString(Path.of("..", "docs", "evidence.md")));
    }

    /** Returns the script of it that a page has. */
    String block(String page) {
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?\n)```").matcher(page);
        assertThat(block.find()).as(language).isTrue();
        return block.group(1);
    }

    /** What a program said, and its exit code. */
    record Result(int code, String said) {}
}
