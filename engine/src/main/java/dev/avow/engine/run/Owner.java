package dev.avow.engine.run;

import dev.avow.db.Owners.OwnerRow;
import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Holds the owner row of a store: for one engine alone, or for all nodes of one cluster. */
final class Owner {

    private final Store store;
    private final OwnerRow self;
    private final Monotonic time;
    private final boolean shared;

    Owner(Core core) {
        this.store = core.store();
        this.time = core.time();
        this.self = new OwnerRow(
                core.owner(),
                core.settings().clustered()
                        ? "cluster of " + core.settings().node()
                        : core.settings().node(),
                pid(),
                Times.millis(core.clock()),
                core.settings().checkIn(),
                0);
        this.shared = core.settings().clustered();
    }

    /**
     * Takes the store, from nobody, or from an engine that shows no life; a node joins its cluster's ownership.
     *
     * @throws EngineException if another engine owns it and lives
     */
    void take() {
        if (shared && beat()) {
            return;
        }
        Optional<OwnerRow> other = store.read(session -> session.owners().find());
        boolean taken = other.isPresent()
                ? replace(other.get())
                : store.write(session -> session.owners().take(self));
        if (!taken && !(shared && beat())) {
            throw owned(store.read(session -> session.owners().find()).orElse(self));
        }
    }

    /** Time that passes by hand shows nothing of another engine's life, so that over it all others are taken to live. */
    private boolean replace(OwnerRow other) {
        boolean gone = store.isExclusive() && !other.pid().equals(self.pid());
        if (!gone && (!time.isReal() || beats(other))) {
            throw owned(other);
        }
        return store.write(session -> session.owners().replace(other, self));
    }

    /** Watches another owner's beat over our own time; the clocks of two machines are never compared. */
    private boolean beats(OwnerRow other) {
        boolean slower = other.checkIn().compareTo(self.checkIn()) > 0;
        Duration deadAfter = Settings.deadAfter(slower ? other.checkIn() : self.checkIn());
        long start = time.nanos();
        while (time.nanos() - start < deadAfter.toNanos()) {
            Optional<OwnerRow> now = store.read(session -> session.owners().find());
            if (!now.equals(Optional.of(other))) {
                return true;
            }
            time.pause(deadAfter.dividedBy(20));
        }
        return false;
    }

    /** Shows life; returns false if another engine has taken the store. */
    boolean beat() {
        return store.write(session -> session.owners().beat(self.token()));
    }

    /** Lets go of the store; a cluster's last node cannot know that it is the last, so that its row stays. */
    void release() {
        if (shared) {
            return;
        }
        store.writeOnly(session -> session.owners().release(self.token()));
    }

    private EngineException owned(OwnerRow other) {
        return new EngineException("Store is owned by another engine: node '" + other.node() + "', process "
                + other.pid() + ", since " + other.since() + ", check-in " + other.checkIn()
                + ". Close that engine, or open another store."
                + (shared
                        ? " To join a cluster, check in as often as it does; here it is " + self.checkIn() + "."
                        : ""));
    }

    private static String pid() {
        ProcessHandle process = ProcessHandle.current();
        String start = process.info().startInstant().map(Instant::toString).orElse("unknown");
        return process.pid() + "@" + start;
    }
}
