package dev.avow.operators.sensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens a file that may have become another one. The system keeps whoever opens a pipe until somebody writes to it, and Java
 * can neither open without that nor end it, so it is done on a thread of its own: that one may stay, the sensor does not.
 */
final class Opening {

    private static final long LOOK_MILLIS = 250;

    private Opening() {}

    /** Tells whether a path still leads to the file that shall be opened. */
    @FunctionalInterface
    interface Check {
        boolean holds() throws IOException;
    }

    /** Returns the bytes of a file that is no link, or empty if it is another one now, also while it is opened. */
    static Optional<InputStream> open(Path file, Check isTheSame) throws IOException, InterruptedException {
        CompletableFuture<InputStream> opened = new CompletableFuture<>();
        Thread thread = new Thread(() -> open(file, opened), "avow-file-sensor");
        thread.setDaemon(true);
        thread.start();
        try {
            InputStream in = await(opened, isTheSame);
            if (isTheSame.holds()) {
                return Optional.of(in);
            }
            in.close();
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.empty();
        } finally {
            opened.cancel(false);
        }
    }

    /** @throws TimeoutException if it is another file meanwhile */
    private static InputStream await(CompletableFuture<InputStream> opened, Check isTheSame)
            throws IOException, InterruptedException, TimeoutException {
        while (true) {
            try {
                return opened.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException fault ? fault : new IOException(e.getCause());
            } catch (TimeoutException e) {
                if (!isTheSame.holds()) {
                    throw e;
                }
            }
        }
    }

    /** Nobody takes what is opened too late. */
    private static void open(Path file, CompletableFuture<InputStream> opened) {
        try {
            InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
            if (!opened.complete(in)) {
                in.close();
            }
        } catch (IOException | RuntimeException e) {
            opened.completeExceptionally(e);
        }
    }
}
