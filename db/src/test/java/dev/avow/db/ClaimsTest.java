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
        Optional<Free> free = store().write(session -> session.claims().lockFree(run.identity()));

        assertThat(seen).map(Seen::paused).contains(true);
        assertThat(free).map(Free::paused).contains(true);
    }

    @Test
    void locks_a_run_with_the_owner_of_the_store() {
        RunRow run = declared(1);

        Optional<Free> unowned = store().write(session -> session.claims().lockFree(run.identity()));
        Optional<Free> owned = store().write(session -> {
            session.owners().take(anOwner("mine"));
            Optional<Free> free = session.claims().lockFree(run.identity());
            session.owners().release("mine");
            return free;
        });

        assertThat(unowned).contains(new Free(run, Optional.empty(), false));
        assertThat(owned).contains(new Free(run, Optional.of("mine"), false));
    }

    @Test
    void waits_for_nobody_who_has_locked_the_run() {
        RunRow run = declared(1);

        Optional<Free> other = store().write(first -> {
            first.claims().lockFree(run.identity());
            return store().write(second -> second.claims().lockFree(run.identity()));
        });

        assertThat(other).isEmpty();
        assertThat(store().<Optional<Free>>write(session -> session.claims().lockFree(run.identity())))
                .isPresent();
    }

    @Test
    void finds_no_run_that_is_not_there() {
        assertThat(store().<Optional<Free>>write(session -> session.claims().lockFree(Rows.digest("none"))))
                .isEmpty();
    }
}
