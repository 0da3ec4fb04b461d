package dev.avow.engine.run;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How an engine works; none of it reaches a declaration.
 *
 * @param node this node's name
 * @param threads how many attempts run at once
 * @param checkIn how often the engine shows that it lives, and looks for runs that nothing would move
 * @param grace how long a timed-out attempt's thread is waited for, after it was interrupted
 * @param onTime how late a slot may be decided and still count as on time where nothing is caught up
 * @param patience how long the gate's checks of one attempt may take
 * @param drain how long {@code close()} waits for running attempts before it interrupts them
 * @param workFolder where the private files of attempts are made
 * @param clustered whether other engines work on the same store
 */
record Settings(
        String node,
        int threads,
        Duration checkIn,
        Duration grace,
        Duration onTime,
        Duration patience,
        Duration drain,
        Path workFolder,
        boolean clustered) {

    static Settings defaults() {
        return new Settings(
                "local",
                4,
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                Path.of(System.getProperty("java.io.tmpdir")),
                false);
    }

    /** How long a beat may stand still before others take over: five check-ins, so that one that is late does no harm. */
    Duration deadAfter() {
        return deadAfter(checkIn);
    }

    /** As {@link #deadAfter()}, of somebody who checks in so often. */
    static Duration deadAfter(Duration checkIn) {
        return checkIn.multipliedBy(5);
    }

    Settings node(String name) {
        return new Settings(name, threads, checkIn, grace, onTime, patience, drain, workFolder, clustered);
    }

    Settings threads(int count) {
        return new Settings(node, count, checkIn, grace, onTime, patience, drain, workFolder, clustered);
    }

    Settings checkIn(Duration every) {
        return new Settings(node, threads, every, grace, onTime, patience, drain, workFolder, clustered);
    }

    Settings grace(Duration wait) {
        return new Settings(node, threads, checkIn, wait, onTime, patience, drain, workFolder, clustered);
    }

    Settings drain(Duration wait) {
        return new Settings(node, threads, checkIn, grace, onTime, patience, wait, workFolder, clustered);
    }

    Settings workFolder(Path folder) {
        return new Settings(node, threads, checkIn, grace, onTime, patience, drain, folder, clustered);
    }

    /** After how many milliseconds triggers are looked for that another node has stored. */
    long idleWait() {
        return clustered ? Math.max(1000, checkIn.toMillis()) : Schedulers.Size.QUARTZ_DEFAULT;
    }

    Settings clustered(String name) {
        return new Settings(name, threads, checkIn, grace, onTime, patience, drain, workFolder, true);
    }
}
