package dev.avow.examples;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.run.Avow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Lets a job recur until some more of its occasions are done; it only looks at the history to find out. */
final class RecurringJob {

    private static final int PAGE = 200;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final Avow avow;
    private final String name;
    private final Progress progress;

    RecurringJob(Avow avow, String name, Progress progress) {
        this.avow = avow;
        this.name = name;
        this.progress = progress;
    }

    /**
     * Registers a job, waits until so many new occasions are declared, registers it without its schedule, and waits until
     * all tasks of these occasions have ended.
     *
     * @throws ExampleException if a run fails or is denied, or nothing happens for five minutes
     */
    void run(Job scheduled, Job retired, int count) throws InterruptedException {
        Set<String> old = occasions(newest(Set.of())).keySet();
        avow.register(scheduled);
        await("occasions were declared", old, found -> found.size() >= count);
        avow.register(retired);
        int tasks = retired.tasks().size();
        await("occasions are done", old, found -> found.values().stream().allMatch(runs -> isDone(runs, tasks)));
        progress.done(occasions(newest(old)).size());
    }

    /**
     * Waits until what an earlier engine left unfinished has ended.
     *
     * @param tasks how many an occasion has
     */
    void settle(int tasks) throws InterruptedException {
        await("unfinished occasions are done", () -> {
            List<RunView> runs = newest(Set.of());
            return new Look(
                    runs, occasions(runs).values().stream().allMatch(one -> isDone(one, tasks) || isStuck(one)));
        });
    }

    private void await(String what, Set<String> old, Wanted wanted) throws InterruptedException {
        await(what, () -> {
            List<RunView> runs = newest(old);
            runs.stream().filter(RecurringJob::isStuck).forEach(RecurringJob::refuse);
            progress.show(runs);
            return new Look(runs, wanted.holds(occasions(runs)));
        });
    }

    private static void await(String what, Supplier<Look> eye) throws InterruptedException {
        long since = System.nanoTime();
        Look last = new Look(List.of(), false);
        for (Look look = eye.get(); !look.enough(); look = eye.get()) {
            if (!look.equals(last)) {
                last = look;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > LONGEST_WAIT.toNanos()) {
                throw new ExampleException("Nothing happened for " + LONGEST_WAIT + " while waiting until " + what
                        + ". Look at the history above.");
            }
            LockSupport.parkNanos(LOOK.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while waiting until " + what + ".");
            }
        }
    }

    /** Returns the runs whose occasion is not among the old ones, newest first. */
    private List<RunView> newest(Set<String> old) {
        List<RunView> found = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            var page = next.isPresent()
                    ? avow.history().runs(name, PAGE, next.get())
                    : avow.history().runs(name, PAGE);
            page.items().stream().filter(run -> !old.contains(run.occasion())).forEach(found::add);
            boolean reachedOld = found.isEmpty() || page.items().stream().anyMatch(run -> old.contains(run.occasion()));
            next = reachedOld ? Optional.empty() : page.next();
        } while (next.isPresent());
        return found;
    }

    private static Map<String, List<RunView>> occasions(List<RunView> runs) {
        return runs.stream().collect(Collectors.groupingBy(RunView::occasion, TreeMap::new, Collectors.toList()));
    }

    private static boolean isDone(List<RunView> runs, int tasks) {
        return runs.size() >= tasks && runs.stream().allMatch(run -> run.state() == RunState.SUCCEEDED);
    }

    private static boolean isStuck(List<RunView> runs) {
        return runs.stream().anyMatch(RecurringJob::isStuck);
    }

    /** Tells whether a run will not succeed by itself. */
    private static boolean isStuck(RunView run) {
        return run.waiting().isPresent() || (run.state().isFinal() && run.state() != RunState.SUCCEEDED);
    }

    private static void refuse(RunView run) {
        String state = run.waiting().map(Enum::name).orElse(run.state().name());
        throw new ExampleException("Run " + run.identity() + " of task '" + run.task() + "' is " + state + ": "
                + run.detail() + " Mend the cause, and start the example again.");
    }

    /** What the history showed, and whether that is what was waited for. */
    private record Look(List<RunView> runs, boolean enough) {}

    /** What is waited for. */
    @FunctionalInterface
    private interface Wanted {
        boolean holds(Map<String, List<RunView>> newOccasions);
    }
}
