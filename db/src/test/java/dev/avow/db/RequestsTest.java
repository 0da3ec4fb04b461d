package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aRequest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Requests.RequestRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keeps what is still to be declared. */
class RequestsTest extends StoreContract {

    @Test
    void keeps_a_request_until_it_is_met() {
        RequestRow request = aRequest(job, 1);

        List<Boolean> inserted = store().write(session ->
                List.of(session.requests().insert(request), session.requests().insert(request)));
        store().writeOnly(session -> session.requests().postpone(request.key(), 2, "no input", NOON.plusSeconds(60)));

        assertThat(inserted).containsExactly(true, false);
        assertThat(store().<Optional<RequestRow>>read(
                                session -> session.requests().find(request.key())))
                .contains(new RequestRow(request.key(), request.occasion(), NOON.plusSeconds(60), 2, "no input", NOON));
        assertThat(store().<Boolean>write(session -> session.requests().delete(request.key())))
                .isTrue();
        assertThat(store().<Boolean>write(session -> session.requests().delete(request.key())))
                .isFalse();
    }

    @Test
    void finds_due_requests_longest_first() {
        store().writeOnly(session -> {
            for (int at = 5; at > 0; at--) {
                session.requests().insert(aRequest(job, at));
            }
        });

        List<RequestRow> due = store().read(session -> session.requests().due(NOON.plusSeconds(3), Set.of(job), 1_000));

        assertThat(due)
                .filteredOn(request -> request.key().job().equals(job))
                .containsExactly(aRequest(job, 1), aRequest(job, 2), aRequest(job, 3));
    }

    @Test
    void reserves_a_request_that_is_as_it_was_read() {
        RequestRow request = aRequest(job, 1);
        Instant later = request.notBefore().plusSeconds(60);
        store().writeOnly(session -> session.requests().insert(request));

        boolean first = store().write(session -> session.requests().reserve(request, later));
        boolean second = store().write(session -> session.requests().reserve(request, later.plusSeconds(1)));

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(store().<Optional<RequestRow>>read(
                                session -> session.requests().find(request.key())))
                .map(RequestRow::notBefore)
                .contains(later);
    }
}
