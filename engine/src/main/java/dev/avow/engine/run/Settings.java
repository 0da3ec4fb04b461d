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
 */
record Settings(
        String node,
        int threads,
        Duration checkIn,
        Duration grace,
        Duration onTime,
        Duration patience,
        Duration drain,
        Path workFolder) {

    static Settings defaults() {
        return new Settings(
                "local",
                4,
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** How long an owner's beat may stand still before another engine takes over. */
    Duration deadAfter() {
        return checkIn.multipliedBy(5);
    }

    Settings node(String name) {
        return new Settings(name, threads, checkIn, grace, onTime, patience, drain, workFolder);
    }

    Settings threads(int count) {
        return new Settings(node, count, checkIn, grace, onTime, patience, drain, workFolder);
    }

    Settings checkIn(Duration every) {
        return new Settings(node, threads, every, grace, onTime, patience, drain, workFolder);
    }

    Settings grace(Duration wait) {
        return new Settings(node, threads, checkIn, wait, onTime, patience, drain, workFolder);
    }

    Settings drain(Duration wait) {
        return new Settings(node, threads, checkIn, grace, onTime, patience, wait, workFolder);
    }

    Settings workFolder(Path folder) {
        return new Settings(node, threads, checkIn, grace, onTime, patience, drain, folder);
    }
}
