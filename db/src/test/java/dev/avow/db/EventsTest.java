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
}
