package dev.avow.engine.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import java.util.concurrent.CountDownLatch;

/** Says when an attempt runs, and lets it end only when the container shuts down. */
@ApplicationScoped
class Signals {

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch shutdown = new CountDownLatch(1);

    @Inject
    private Happened happened;

    CountDownLatch started() {
        return started;
    }

    CountDownLatch shutdown() {
        return shutdown;
    }

    void shutDown(@Observes @Priority(0) Shutdown event) {
        happened.add("shutdown");
        shutdown.countDown();
    }
}
