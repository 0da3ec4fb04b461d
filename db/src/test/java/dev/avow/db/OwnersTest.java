package dev.avow.db;

import static dev.avow.db.testing.Rows.anOwner;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Owners.OwnerRow;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Keeps which engine owns the store. */
class OwnersTest extends StoreContract {

    @Test
    void has_one_owner_at_a_time() {
        OwnerRow first = anOwner("first");
        OwnerRow second = anOwner("second");
        OwnerRow beaten = new OwnerRow("first", first.node(), first.pid(), first.since(), first.checkIn(), 1);

        List<Boolean> done = store().write(session -> List.of(
                session.owners().take(first),
                session.owners().take(second),
                session.owners().beat("first"),
                session.owners().beat("second"),
                session.owners().replace(first, second),
                session.owners().replace(beaten, second),
                session.owners().release("first"),
                session.owners().release("second")));

        assertThat(done).containsExactly(true, false, true, false, false, true, false, true);
        assertThat(store().<Optional<OwnerRow>>read(session -> session.owners().find()))
                .isEmpty();
    }
}
