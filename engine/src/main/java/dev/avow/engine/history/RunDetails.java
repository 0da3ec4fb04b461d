package dev.avow.engine.history;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is known of one run, read from the store. */
final class RunDetails {

    private RunDetails() {}

    static RunDetail of(Session session, RunRow row) {
        List<AttemptView> attempts = new ArrayList<>();
        RunEvents told = RunEvents.of(session, row.identity());
        boolean erased = session.erasures().isErased(row.identity());
        for (AttemptRow attempt : session.attempts().list(row.identity())) {
            attempts.add(Views.attempt(
                    attempt,
                    session.attempts().outputs(row.identity(), attempt.claim().attempt()),
                    erased,
                    told.notes(attempt.claim().attempt())));
        }
        String declaration = session.declarations()
                .find(row.identity())
                .map(DeclarationRow::body)
                .map(body -> new String(body.toArray(), StandardCharsets.UTF_8))
                .orElse("");
        return new RunDetail(
                Views.of(session, row),
                declaration,
                PrivateStates.of(session, row, declaration, erased),
                attempts,
                told.reviews(),
                told.denials(),
                events(session, row.identity(), History.EVENTS, Long.MAX_VALUE));
    }

    static EventPage events(Session session, String identity, int limit, long before) {
        List<EventView> page = session.events().ofRun(identity, before, limit).stream()
                .map(Views::event)
                .sorted(Comparator.comparingLong(EventView::seq))
                .toList();
        boolean full = page.size() == limit;
        return new EventPage(
                page, full ? session.events().countOfRun(identity, page.get(0).seq()) : 0);
    }
}
