package dev.avow.engine.cdi;

import dev.avow.engine.run.RunListener;
import dev.avow.engine.run.RunNotice;
import jakarta.enterprise.event.Event;
import java.util.List;

/**
 * Fires what happens to runs as CDI events.
 *
 * <p>There are two listeners, each with a thread of its own, so that slow asynchronous observers do not hold up the others.
 */
final class CdiNotices {

    private CdiNotices() {}

    static List<RunListener> listeners(Event<RunNotice> event, RequestScopes requests) {
        return List.of(
                new CdiListener(notice -> fire(event, requests, notice)),
                new CdiListener(notice -> event.fireAsync(notice)
                        .toCompletableFuture()
                        .join())); // why: keeps the order of notices, has failures logged, and is waited for at the end
    }

    private static void fire(Event<RunNotice> event, RequestScopes requests, RunNotice notice) {
        requests.within(() -> {
            event.fire(notice);
            return notice;
        });
    }
}
