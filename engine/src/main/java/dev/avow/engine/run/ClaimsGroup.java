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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Optional<Supplier<Optional<Claimed>>>> answers = new ArrayList<>();
        try {
            core.write(session -> {
                Map<Order, Claim> claims = claim(session, orders);
                orders.forEach(order -> answers.add(
                        Optional.ofNullable(claims.get(order)).map(claim -> () -> answer(claim, failure.get()))));
                return true;
            });
        } catch (RuntimeException | Error e) {
            if (answers.size() < orders.size()) {
                throw e; // why: nothing is claimed, and each meets its own reason alone
            }
            failure.set(e); // why no more than that: there may be no memory, and the claims may be committed
        }
        return answers;
    }

    private static Optional<Claimed> answer(Claim claim, @Nullable Throwable failure) {
        if (failure != null) {
            throw new IllegalStateException(
                    "Attempt " + claim.attempt() + " of " + claim.identity()
                            + " may be claimed or not: the commit failed. See the cause.",
                    failure);
        }
        return Optional.of(new Claimed(claim, Optional.empty()));
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
                && RunPolicy.parse(run.policy()).beginsAlone(run.key());
    }
}
