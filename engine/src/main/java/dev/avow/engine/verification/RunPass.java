package dev.avow.engine.verification;

import dev.avow.db.Session;
import dev.avow.db.Store;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Checks runs with all that belongs to them, by identity; each page is one snapshot, so that a running engine may go on.
 *
 * <p>Some pages are checked at once. The next one begins as soon as it is known where this one ends, and what they find
 * is told in their order.
 */
final class RunPass implements Pass {

    private static final int FIRST = 50;
    private static final int WORKERS =
            Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
    private static final long PATIENCE = 60; // seconds

    private final Store store;
    private final Scope scope;
    private final Tally tally;
    private final long pageBytes;
    private final KeptContents contents;
    private final MappedCheck mapped;
    private final SpecCheck specs;
    private final ListCheck lists;
    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, work -> {
        Thread thread = new Thread(work, "avow-verification");
        thread.setDaemon(true);
        return thread;
    });

    /** @param pageBytes how many bytes of runs a page may have */
    RunPass(Store store, Scope scope, Tally tally, KeptContents contents, long pageBytes) {
        this.pageBytes = pageBytes;
        this.store = store;
        this.scope = scope;
        this.tally = tally;
        this.contents = contents;
        this.mapped = new MappedCheck(scope, tally, contents);
        this.specs = new SpecCheck(tally);
        this.lists = new ListCheck(store, scope, tally, contents);
    }

    /**
     * Where a page begins, and how many declarations it has at most.
     *
     * @param more whether there is such a page
     */
    record Next(boolean more, Optional<String> after, int limit) {

        static final Next NONE = new Next(false, Optional.empty(), 0);
    }

    /** A page that is being checked. */
    private record Ahead(CompletableFuture<Next> next, CompletableFuture<RunBatch> done) {}

    @Override
    public Optional<String> page(Optional<String> after) {
        if (ahead.isEmpty()) {
            ahead.add(begin(CompletableFuture.completedFuture(new Next(true, after, FIRST))));
        }
        while (ahead.size() < WORKERS) {
            ahead.add(begin(ahead.getLast().next()));
        }
        RunBatch batch = done(ahead.remove());
        batch.finish(tally);
        if (!scope.isAll()) {
            store.snapshot(session -> specs(session, batch));
        }
        batch.lists().forEach(lists::check);
        batch.elements().forEach(record -> mapped.check(record, batch.mappings()));
        return batch.last();
    }

    private boolean specs(Session session, RunBatch batch) {
        batch.specs().forEach(digest -> specs.check(session, digest));
        return true;
    }

    private Ahead begin(CompletableFuture<Next> start) {
        CompletableFuture<Next> next = new CompletableFuture<>();
        CompletableFuture<RunBatch> done = start.thenApplyAsync(from -> checked(from, next), workers)
                .whenComplete((batch, failure) -> {
                    if (failure != null) {
                        next.completeExceptionally(failure);
                    } else {
                        next.complete(Next.NONE);
                    }
                });
        return new Ahead(next, done);
    }

    private RunBatch checked(Next from, CompletableFuture<Next> next) {
        RunBatch batch = new RunBatch(store, scope, contents, pageBytes);
        if (from.more()) {
            batch.read(from, next);
        }
        return batch;
    }

    private static RunBatch done(Ahead page) {
        try {
            return page.done().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Interrupts nobody: H2 closes a file whose reader is interrupted. */
    @Override
    public void close() {
        workers.shutdown();
        try {
            workers.awaitTermination(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
