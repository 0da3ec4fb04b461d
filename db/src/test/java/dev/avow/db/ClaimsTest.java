package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.anOwner;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Claims.Free;
import dev.avow.db.Claims.Seen;
import dev.avow.db.Events.EventRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.testing.Rows;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reads what the gate and the claim of a run rest on, each in one statement. */
class ClaimsTest extends StoreContract {

    private void append(RunRow run, String kind) {
        store().write(session -> session.events()
                .append(new EventRow(
                        kind,
                        job,
                        Optional.of(run.identity()),
                        OptionalInt.empty(),
                        NOON,
                        Rows.bytes("{}"),
                        Rows.digest("{}"))));
    }

    @Test
    void sees_all_that_is_stored_of_a_run() {
        RunRow run = declared(1);
        append(run, "DECLARED");
        append(run, "CLAIMED");
        append(run, "APPROVED");
        append(declared(2), "APPROVED");

        Seen seen = store().read(session -> session.claims().see(run.identity(), Set.of("DECLARED", "APPROVED")))
                .orElseThrow();

        assertThat(Optional.of(seen.declaration()))
                .isEqualTo(store().read(session -> session.declarations().find(run.identity())));
        assertThat(seen.spec())
                .isPresent()
                .isEqualTo(store().read(session -> session.declarations().findSpec(run.spec())));
        assertThat(seen.run()).contains(run);
        assertThat(seen.paused()).isFalse();
        assertThat(seen.events())
                .isEqualTo(store().<List<StoredEvent>>read(
                                session -> session.events().ofRun(run.identity(), Set.of("DECLARED", "APPROVED"))))
                .hasSize(2);
    }

    @Test
    void sees_a_run_without_events_and_nothing_of_one_that_is_not_declared() {
        RunRow run = declared(1);

        Optional<Seen> seen = store().read(session -> session.claims().see(run.identity(), Set.of("DECLARED")));
        Optional<Seen> none = store().read(session -> session.claims().see(Rows.digest("none"), Set.of("DECLARED")));

        assertThat(seen).map(Seen::events).contains(List.of());
        assertThat(none).isEmpty();
    }

    @Test
    void sees_that_the_job_is_paused() {
        RunRow run = declared(1);
        store().writeOnly(session -> session.pauses().pause(job, NOON));

        Optional<Seen> seen = store().read(session -> session.claims().see(run.identity(), Set.of("DECLARED")));
        List<Free> free = store().write(session -> session.claims().lockFree(List.of(run.identity())));

        assertThat(seen).map(Seen::paused).contains(true);
        assertThat(free).extracting(Free::paused).containsExactly(true);
    }

    @Test
    void locks_a_run_with_the_owner_of_the_store() {
        RunRow run = declared(1);

        List<Free> unowned = store().write(session -> session.claims().lockFree(List.of(run.identity())));
        List<Free> owned = store().write(session -> {
            session.owners().take(anOwner("mine"));
            List<Free> free = session.claims().lockFree(List.of(run.identity()));
            session.owners().release("mine");
            return free;
        });

        assertThat(unowned).containsExactly(new Free(run, Optional.empty(), false));
        assertThat(owned).containsExactly(new Free(run, Optional.of("mine"), false));
    }

    @Test
    void locks_what_nobody_else_has_locked_and_waits_for_nobody() {
        RunRow taken = declared(1);
        RunRow left = declared(2);
        RunRow last = declared(3);
        List<String> all = List.of(taken.identity(), left.identity(), last.identity());

        List<Free> free = store().write(first -> {
            first.claims().lockFree(List.of(taken.identity()));
            return store().write(second -> second.claims().lockFree(all));
        });
        List<RunRow> runs = store().write(first -> {
            first.claims().lockFree(List.of(taken.identity()));
            return store().write(second -> second.runs().lockFree(all));
        });

        assertThat(free).extracting(Free::run).containsExactlyInAnyOrder(left, last);
        assertThat(runs).containsExactlyInAnyOrder(left, last);
        assertThat(store().<List<Free>>write(session -> session.claims().lockFree(all)))
                .extracting(Free::run)
                .containsExactlyInAnyOrder(taken, left, last);
        assertThat(store().<List<RunRow>>write(session -> session.runs().lockFree(all)))
                .containsExactlyInAnyOrder(taken, left, last);
    }

    @Test
    void what_is_locked_as_free_stays_locked() {
        RunRow run = declared(1);

        List<Free> other = store().write(first -> {
            first.runs().lockFree(List.of(run.identity()));
            return store().write(second -> second.claims().lockFree(List.of(run.identity())));
        });

        assertThat(other).isEmpty();
    }

    @Test
    void finds_no_run_that_is_not_there() {
        assertThat(store().<List<Free>>write(session -> session.claims().lockFree(List.of(Rows.digest("none")))))
                .isEmpty();
        assertThat(store().<List<Free>>write(session -> session.claims().lockFree(List.of())))
                .isEmpty();
    }
}
