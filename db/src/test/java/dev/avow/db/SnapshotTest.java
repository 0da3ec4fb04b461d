package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotTest extends StoreContract {

    @Test
    void sees_the_database_as_it_stood_at_its_first_read() {
        List<Integer> seen = store().snapshot(session -> {
            int before = session.events().ofJob(job, 0, 10).size();
            store().writeOnly(other -> {
                other.events().append(anEvent(job));
                other.pauses().pause(job, NOON);
            });
            boolean paused = session.jobs().paused().contains(job);
            return List.of(before, session.events().ofJob(job, 0, 10).size(), paused ? 1 : 0);
        });

        assertThat(seen).containsExactly(0, 0, 0);
        assertThat(store().<Integer>read(
                                session -> session.events().ofJob(job, 0, 10).size()))
                .isEqualTo(1);
    }

    @Test
    void writes_nothing() {
        assertThatThrownBy(() -> store().snapshot(session -> session.events().append(anEvent(job))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Session only reads.");
    }
}
