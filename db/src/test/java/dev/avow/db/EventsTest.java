package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.anEvent;
import static dev.avow.db.testing.Rows.bytes;
import static dev.avow.db.testing.Rows.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Events.EventRow;
import dev.avow.db.Events.StoredEvent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Keeps what happened, in its order. */
class EventsTest extends StoreContract {

    @Test
    void keeps_events_in_their_order() {
        String identity = declared(1).identity();
        EventRow ofRun =
                new EventRow("CLAIMED", job, Optional.of(identity), OptionalInt.of(1), NOON, bytes("{}"), digest("{}"));

        List<Long> places = store().write(session -> List.of(
                session.events().append(anEvent(job)),
                session.events().append(ofRun),
                session.events().append(anEvent(job))));

        assertThat(places).isSorted().doesNotHaveDuplicates();
        assertThat(store().<List<StoredEvent>>read(session -> session.events().ofRun(identity, Long.MAX_VALUE, 10)))
                .containsExactly(new StoredEvent(places.get(1), ofRun));
        assertThat(store().<List<StoredEvent>>read(session -> session.events().ofJob(job, places.get(0), 10)))
                .containsExactly(new StoredEvent(places.get(1), ofRun), new StoredEvent(places.get(2), anEvent(job)));
        assertThat(store().<List<StoredEvent>>read(session -> session.events().ofJob(job, 0, 1)))
                .containsExactly(new StoredEvent(places.get(0), anEvent(job)));
    }

    @Test
    void gives_the_newest_events_of_a_run_and_how_many_are_before_them() {
        String identity = declared(1).identity();
        List<Long> places = store().write(session -> List.of(
                session.events().append(of(identity, "CLAIMED", 1)),
                session.events().append(of(identity, "DEFERRED", 1)),
                session.events().append(anEvent(job)),
                session.events().append(of(identity, "CLAIMED", 1)),
                session.events().append(of(identity, "DEFERRED", 1))));

        List<StoredEvent> newest = store().read(session -> session.events().ofRun(identity, Long.MAX_VALUE, 3));
        List<StoredEvent> earlier = store().read(session -> session.events().ofRun(identity, places.get(1), 3));

        assertThat(newest).extracting(StoredEvent::seq).containsExactly(places.get(4), places.get(3), places.get(1));
        assertThat(earlier).extracting(StoredEvent::seq).containsExactly(places.get(0));
        assertThat(store().<Long>read(session -> session.events().countOfRun(identity, places.get(3))))
                .isEqualTo(2);
        assertThat(store().<Optional<StoredEvent>>read(
                                session -> session.events().newest(identity, "DEFERRED")))
                .contains(new StoredEvent(places.get(4), of(identity, "DEFERRED", 1)));
        assertThat(store().<Optional<StoredEvent>>read(
                                session -> session.events().newest(identity, "OUTCOME")))
                .isEmpty();
    }

    private EventRow of(String identity, String kind, int attempt) {
        return new EventRow(kind, job, Optional.of(identity), OptionalInt.of(attempt), NOON, bytes("{}"), digest("{}"));
    }
}
