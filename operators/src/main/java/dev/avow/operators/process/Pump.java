package dev.avow.operators.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Copies an output of a process to a file, and to its lines, on a thread of its own, up to a limit; threads may share it.
 */
final class Pump {

    private static final int BUFFER = 8192;

    private final InputStream from;
    private final Path to;
    private final OutputStream lines;
    private final CompletableFuture<Void> excess = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private Pump(InputStream from, Path to, OutputStream lines) {
        this.from = from;
        this.to = to;
        this.lines = lines;
    }

    static Pump start(String name, InputStream from, Path to, OutputStream lines, int limit) {
        Pump pump = new Pump(from, to, lines);
        @Nullable Map<String, String> diagnostics = MDC.getCopyOfContextMap();
        Runnable work = () -> {
            if (diagnostics != null) {
                MDC.setContextMap(diagnostics);
            }
            pump.run(limit);
        };
        Thread thread = new Thread(work, "avow-" + name);
        thread.setDaemon(true);
        thread.start();
        return pump;
    }

    /** Completes when there is more than the limit; fails, as {@link #end} does, if the file cannot be written. */
    CompletableFuture<Void> excess() {
        return excess;
    }

    /** Completes when the file has all of the output, or as much as the limit allows. */
    CompletableFuture<Void> end() {
        return end;
    }

    boolean isAboveLimit() {
        return excess.isDone() && !excess.isCompletedExceptionally();
    }

    private void run(int limit) {
        try (lines;
                OutputStream out = Files.newOutputStream(to)) {
            if (copy(out, limit)) {
                excess.complete(null);
            }
        } catch (IOException e) {
            fail(new UncheckedIOException("Output '" + to.getFileName() + "' cannot be kept: " + e.getMessage(), e));
        } catch (RuntimeException e) {
            fail(e);
        }
        end.complete(null);
    }

    private void fail(RuntimeException e) {
        end.completeExceptionally(e);
        excess.completeExceptionally(e);
    }

    /** Returns whether there was more than the limit. */
    private boolean copy(OutputStream out, int limit) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int left = limit;
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            out.write(buffer, 0, Math.min(read, left));
            lines.write(buffer, 0, Math.min(read, left));
            if (read > left) {
                return true;
            }
            left -= read;
        }
        return false;
    }
}
