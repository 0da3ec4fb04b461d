package dev.avow.engine.run;

/**
 * Is told what happens to runs, by the engine that did it; implement what you want to know of. Listeners only observe.
 *
 * <p>A listener is told after that was committed, never of what was rolled back, and of each run in the order in which it
 * happened. It has a thread of its own, so that it may be slow or throw and holds up nothing but itself: what it throws is
 * logged, and it is told of the next.
 *
 * <p>Nothing rests on this. Nobody is told if the node dies, or loses the database's answer, just after a commit; a
 * listener that is 10,000 notices behind loses the further ones until it has caught up, which is logged; and {@link
 * Avow#close} waits for listeners only as long as {@link AvowBuilder#drain} says. Who needs certainty reads the events in
 * the {@linkplain Avow#history history}.
 */
public interface RunListener {

    /** A run was declared; it may have to wait before it starts. */
    default void declared(RunNotice notice) {}

    /** A run was denied; the detail says why. */
    default void denied(RunNotice notice) {}

    /** An attempt of a run was claimed, and starts now. */
    default void started(RunNotice notice) {}

    /** An attempt of a run goes on later; the detail says when. It is told each time. */
    default void deferred(RunNotice notice) {}

    /** A deferred attempt of a run was claimed again, and goes on now. */
    default void resumed(RunNotice notice) {}

    /**
     * A run started more than a minute after its slot; told once, after {@link #started}. Only the first attempt of a slot's
     * first declaration counts, and only of tasks that come after no other. Or a run of a task with a deadline has not ended
     * by then; told once too, whether it runs, waits or is about to end. The detail says which.
     */
    default void late(RunNotice notice) {}

    /** An attempt failed, and another one will follow. */
    default void retrying(RunNotice notice) {}

    /** A run ended well. */
    default void succeeded(RunNotice notice) {}

    /** A run ended otherwise; the state says how: failed, timed out, interrupted, cancelled, rejected or expired. */
    default void failed(RunNotice notice) {}
}
