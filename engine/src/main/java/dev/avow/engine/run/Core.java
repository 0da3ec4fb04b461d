package dev.avow.engine.run;

import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.engine.gate.Gate;
import dev.avow.engine.history.History;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.Claiming.Claimed;
import dev.avow.engine.run.Triggers.Order;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The parts of one engine that its steps share; threads may share it.
 *
 * @param node this start of this node: what claims name
 * @param requests manual requests, which share transactions
 * @param claims claims, which do so too
 * @param slots what slots of schedules share
 * @param backfilling jobs that had backfills to go on with when these were last looked at: only after outcomes of such jobs
 *     they are looked at again at once, and at each check-in in any case
 */
record Core(
        Store store,
        InstantSource clock,
        Settings settings,
        String node,
        Registry registry,
        OperatorSource operators,
        Connections connections,
        SecretGuard guard,
        Supplier<byte[]> keys,
        DeclaringJobStore door,
        GroupCommit<Roots, Map<String, Identity>> requests,
        GroupCommit<Order, Supplier<Optional<Claimed>>> claims,
        SlotSharing slots,
        Leases leases,
        Journal journal,
        Telling telling,
        Gate gate,
        InFlight inFlight,
        Monotonic time,
        Beats beats,
        Set<String> backfilling,
        AtomicBoolean closing) {

    static Core of(Store store, Clocks clocks, Settings settings, String node, Guests guests) {
        InstantSource clock = clocks.calendar();
        String owner = owner(settings, node);
        Beats beats = new Beats(clocks.intervals(), settings.deadAfter());
        Telling telling = new Telling(guests.listeners(new History(store)), settings.drain(), guests.guard());
        DeclaringJobStore door = (settings.clustered()
                        ? DeclaringJobStore.shared(store, node, owner, beats, settings.checkIn())
                        : DeclaringJobStore.alone(store, node, owner, settings.checkIn()))
                .tells(telling);
        return new Core(
                store,
                clock,
                settings,
                node,
                new Registry(),
                guests.guarded(),
                guests.connections(),
                guests.guard(),
                guests.keys(),
                door,
                GroupCommit.of(clocks.intervals(), GroupCommit.PATIENCE),
                GroupCommit.waitingForNobody(clocks.intervals()),
                new SlotSharing(store, door, clocks.intervals()),
                new Leases(store, node, beats, clocks.intervals()),
                new Journal(clock, guests.guard()),
                telling,
                new Gate(() -> Instant.EPOCH.plusNanos(clocks.intervals().nanos()), settings.patience()),
                new InFlight(),
                clocks.intervals(),
                beats,
                ConcurrentHashMap.newKeySet(),
                new AtomicBoolean());
    }

    /** Runs work in one transaction of the store's, whose notices listeners are told when it is committed. */
    <T> T write(Function<Session, T> work) {
        return telling.whenCommitted(() -> store.write(work));
    }

    Preparer preparer() {
        return new Preparer(store, clock, operators, guard, keys, true);
    }

    /** Returns one that stores nothing. */
    Preparer previewer() {
        return new Preparer(store, clock, operators, guard, keys, false);
    }

    Declarer declarer() {
        return new Declarer(store.contents(), clock, journal, telling);
    }

    BatchDeclarer batchDeclarer() {
        return new BatchDeclarer(store.contents(), clock, journal, telling);
    }

    Refusals refusals() {
        return new Refusals(clock, journal);
    }

    Downstream downstream() {
        return new Downstream(clock, journal);
    }

    /** Returns under which token this engine owns the store: its own, or that of its cluster. */
    String owner() {
        return owner(settings, node);
    }

    /** Nodes that check in at other times would take each other for dead, so that they are no nodes of one cluster. */
    private static String owner(Settings settings, String node) {
        return settings.clustered() ? "cluster " + settings.checkIn() : node;
    }

    /** Tells whether this engine still owns the store: one that stood still may have lost it. */
    boolean isOwner(Session session) {
        return session.owners()
                .find()
                .filter(row -> row.token().equals(owner()))
                .isPresent();
    }

    boolean isClosing() {
        return closing.get();
    }
}
