package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Registrations.RegistrationRow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which node has which definition. */
class RegistrationsTest extends StoreContract {

    private List<RegistrationRow> registrations() {
        return store()
                .<List<RegistrationRow>>read(session -> session.registrations().list())
                .stream()
                .filter(row -> row.job().equals(job))
                .toList();
    }

    @Test
    void keeps_the_newest_definition_of_each_node() {
        RegistrationRow old = new RegistrationRow(job + "-a", job, "{}", 0, NOON);
        RegistrationRow changed = new RegistrationRow(job + "-a", job, "{\"summarise\":\"x\"}", 0, NOON.plusSeconds(1));
        RegistrationRow other = new RegistrationRow(job + "-b", job, "{}", 0, NOON);

        store().writeOnly(session -> {
            session.registrations().put(other);
            session.registrations().put(old);
            session.registrations().put(changed);
        });

        assertThat(registrations()).containsExactly(changed, other);
    }

    @Test
    void raises_the_beat_and_removes_by_node() {
        RegistrationRow a = new RegistrationRow(job + "-a", job, "{}", 0, NOON);
        RegistrationRow b = new RegistrationRow(job + "-b", job, "{}", 0, NOON);
        store().writeOnly(session -> {
            session.registrations().put(a);
            session.registrations().put(b);
        });

        int beats = store().write(session -> session.registrations().beat(a.node()));
        int removed = store().write(session -> session.registrations().remove(b.node()));

        assertThat(beats).isEqualTo(1);
        assertThat(removed).isEqualTo(1);
        assertThat(registrations()).containsExactly(new RegistrationRow(a.node(), job, "{}", 1, NOON));
    }
}
