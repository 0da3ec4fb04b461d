package dev.avow.engine.verification;

import dev.avow.db.CrossAudit.Order;
import dev.avow.db.Store;
import java.util.Optional;

/** Checks that times grow in the order of all events, whatever these are about: nodes append them as things happen. */
final class OrderPass implements Pass {

    private static final int LIMIT = 20_000;

    private final Store store;
    private final Tally tally;

    OrderPass(Store store, Tally tally) {
        this.store = store;
        this.tally = tally;
    }

    @Override
    public Optional<String> page(Optional<String> after) {
        long from = after.map(Keys::number).orElse(Long.MIN_VALUE);
        Order order = store.snapshot(session -> session.audit().across().order(from, LIMIT, Moments.TOLERANCE));
        order.early()
                .forEach(row -> tally.find(
                        FindingKind.TIME_MISMATCH,
                        "event " + row.seq(),
                        "not before " + row.beforeAt() + " of event " + row.before(),
                        row.at()));
        return order.last().isPresent() ? Optional.of(Long.toString(order.last().getAsLong())) : Optional.empty();
    }
}
