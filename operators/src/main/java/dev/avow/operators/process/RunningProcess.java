package dev.avow.operators.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A process with its outputs and all that descends from it; closing it kills what is left. For one thread. */
final class RunningProcess implements AutoCloseable {

    private static final long LOOK_MILLIS = 100;
    private static final long GRACE_SECONDS = 5;

    private final Process process;
    private final ProcessTree tree;

    RunningProcess(Process process) {
        this.process = process;
        this.tree = new ProcessTree(process.toHandle());
    }

    /**
     * Waits until the process has ended and its outputs are complete, or kills it if an output is above the limit.
     *
     * @param lines gives, by the name of an output, where it is also written as it comes
     * @return what went wrong, or empty
     * @throws InterruptedException if the attempt is to end
     * @throws IOException if an output cannot be written
     */
    Optional<String> await(Path stdout, Path stderr, int limit, Function<String, OutputStream> lines)
            throws InterruptedException, IOException {
        Pump out = Pump.start("stdout", process.getInputStream(), stdout, lines.apply("stdout"), limit);
        Pump err = Pump.start("stderr", process.getErrorStream(), stderr, lines.apply("stderr"), limit);
        awaitEnd(CompletableFuture.anyOf(process.onExit(), out.excess(), err.excess()));
        tree.kill();
        process.waitFor();
        boolean complete = isComplete(out) && isComplete(err);
        if (out.isAboveLimit() || err.isAboveLimit()) {
            return Optional.of("was killed: its output '" + (out.isAboveLimit() ? "stdout" : "stderr") + "' is above "
                    + limit + " bytes. Raise max_output_bytes, or let it write less");
        }
        return complete
                ? Optional.empty()
                : Optional.of("left a process behind that holds its outputs open. Let the program wait for it");
    }

    /** Returns the exit code of the process, which has ended. */
    int exitCode() {
        return process.exitValue();
    }

    @Override
    public void close() {
        tree.kill();
    }

    private void awaitEnd(CompletableFuture<?> end) throws InterruptedException, IOException {
        while (true) {
            tree.look();
            if (isDone(end, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /** An output is complete when all that could write to it have ended. */
    private static boolean isComplete(Pump pump) throws InterruptedException, IOException {
        return isDone(pump.end(), GRACE_SECONDS, TimeUnit.SECONDS);
    }

    private static boolean isDone(CompletableFuture<?> future, long time, TimeUnit unit)
            throws InterruptedException, IOException {
        try {
            future.get(time, unit);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException unchecked) {
                throw new IOException(unchecked.getMessage(), unchecked.getCause());
            }
            throw new IllegalStateException("An output of the process cannot be read.", e);
        }
    }
}
