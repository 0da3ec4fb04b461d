package dev.avow.engine.run;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Claims.Free;
import dev.avow.db.Events.EventRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.run.Claiming.Claimed;
import dev.avow.engine.run.Triggers.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Claims attempts of many runs in one transaction: new attempts that need nothing but the run. What {@link Claiming} would do
 * more for is left out: what is deferred, paused or locked, needs a seat, has a limited time, or may not be claimed.
 */
final class ClaimsGroup {

    private static final Set<String> CLAIMABLE = Arrays.stream(RunState.values())
            .filter(RunState::isClaimable)
            .map(Enum::name)
            .collect(Collectors.toUnmodifiableSet());

    private final Core core;

    ClaimsGroup(Core core) {
        this.core = core;
    }

    /**
     * Returns what was claimed of each; empty for those that are to be claimed alone. Where a commit failed that may have gone
     * through, each that was in it gives an exception, and none is tried again.
     */
    List<Optional<Supplier<Optional<Claimed>>>> claim(List<Order> orders) {
        Map<Order, Claim> claims = new HashMap<>();
        boolean[] done = {false};
        try {
            core.write(session -> {
                claims.putAll(claim(session, orders));
                done[0] = true;
                return true;
            });
        } catch (RuntimeException | Error e) {
            if (!done[0]) {
                throw e; // why: nothing is claimed, and each meets its own reason alone
            }
            return orders.stream().map(order -> unknown(order, claims, e)).toList();
        }
        return orders.stream()
                .map(order -> Optional.ofNullable(claims.get(order))
                        .<Supplier<Optional<Claimed>>>map(
                                claim -> () -> Optional.of(new Claimed(claim, Optional.empty()))))
                .toList();
    }

    private static Optional<Supplier<Optional<Claimed>>> unknown(Order order, Map<Order, Claim> claims, Throwable why) {
        return Optional.ofNullable(claims.get(order)).map(claim -> () -> {
            throw new IllegalStateException(
                    "Attempt " + order.attempt() + " of " + order.identity()
                            + " may be claimed or not: the commit failed. See the cause.",
                    why);
        });
    }

    private Map<Order, Claim> claim(Session session, List<Order> orders) {
        Instant now = Times.millis(core.clock());
        Map<Order, RunRow> runs = plain(session, orders);
        Map<Order, Claim> claims = new LinkedHashMap<>();
        Map<String, Standing> standings = new LinkedHashMap<>();
        List<EventRow> events = new ArrayList<>();
        runs.forEach((order, run) -> {
            Claim claim = Claiming.first(run, order, core.node());
            Standing running = Claiming.running(claim, now);
            claims.put(order, claim);
            standings.put(run.identity(), running);
            events.add(core.journal().ofAttempt(EventKind.CLAIMED, run.key().job(), order, Claiming.event(claim)));
            Claiming.tell(core, run, running);
        });
        session.batches().claims(List.copyOf(claims.values()), now);
        if (!session.batches().change(CLAIMABLE, standings)) {
            throw new IllegalStateException(
                    "Locked runs do not stand as they were read. Restore the database from a backup.");
        }
        session.batches().events(events);
        return claims;
    }

    /** Returns the runs that may be claimed here and now, as far as nobody else has locked them. */
    private Map<Order, RunRow> plain(Session session, List<Order> orders) {
        List<String> identities =
                orders.stream().map(order -> order.identity().toString()).toList();
        Map<String, Free> free = session.claims().lockFree(identities).stream()
                .collect(Collectors.toMap(found -> found.run().identity(), Function.identity()));
        Map<Order, RunRow> runs = new LinkedHashMap<>();
        for (Order order : orders) {
            Free found = free.get(order.identity().toString());
            if (found != null && isPlain(found, order)) {
                runs.put(order, found.run());
            }
        }
        return runs;
    }

    private boolean isPlain(Free found, Order order) {
        RunRow run = found.run();
        return !found.paused()
                && found.owner().equals(Optional.of(core.owner()))
                && Waits.isClaimable(run, order)
                && !NextAttempt.isDeferred(run.standing())
                && RunPolicy.parse(run.policy()).beginsAlone(run.key().job());
    }
}
