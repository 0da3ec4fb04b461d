package dev.avow.console.report;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real browser of this machine, without a window: the one that {@code AVOW_BROWSER} names, else one of the PATH. */
final class Browser implements AutoCloseable {

    private static final String VARIABLE = "AVOW_BROWSER";
    private static final List<String> NAMES = List.of(
            "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge");
    private static final String LISTENING = "DevTools listening on ";

    private final Process process;
    private final DevTools tools;

    private Browser(Process process, DevTools tools) {
        this.process = process;
        this.tools = tools;
    }

    /** Starts it, or ends the test as skipped if there is none, or the one that was found does not start. */
    static Browser start(Path profile) throws Exception {
        String named = System.getenv().getOrDefault(VARIABLE, "");
        Path program = named.isEmpty() ? onPath().orElse(null) : Path.of(named);
        if (program == null) {
            return abort("No browser is installed. Install chromium, or name one in " + VARIABLE + ".");
        }
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        StringBuilder said = new StringBuilder();
        Optional<String> address = address(process, said);
        if (address.isPresent()) {
            return new Browser(process, new DevTools(address.get()));
        }
        String message = program + " did not start: " + said;
        if (named.isEmpty()) {
            return abort(message);
        }
        throw new IllegalStateException(message);
    }

    private static Optional<Path> onPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<String> address(Process process, StringBuilder said) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(LISTENING)) {
                drain(process);
                return Optional.of(line.substring(LISTENING.length()));
            }
            said.append(line).append('\n');
        }
        return Optional.empty();
    }

    /** A full pipe would stop it. */
    private static void drain(Process process) {
        Thread thread = new Thread(() -> {
            try {
                process.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // why: the browser has ended
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    DevTools tools() {
        return tools;
    }

    @Override
    public void close() throws Exception {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        for (ProcessHandle child : children) {
            child.destroyForcibly();
            child.onExit().get(20, TimeUnit.SECONDS);
        }
    }
}
