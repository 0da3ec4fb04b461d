package dev.avow.engine.cdi;

import dev.avow.engine.run.RunListener;
import dev.avow.engine.run.RunNotice;
import jakarta.enterprise.event.Event;

/** Fires what happens to runs as CDI events, on the listener's own thread. */
final class CdiListener implements RunListener {

    private final Event<RunNotice> event;

    CdiListener(Event<RunNotice> event) {
        this.event = event;
    }

    @Override
    public void declared(RunNotice notice) {
        event.fire(notice);
    }

    @Override
    public void denied(RunNotice notice) {
        event.fire(notice);
    }

    @Override
    public void started(RunNotice notice) {
        event.fire(notice);
    }

    @Override
    public void deferred(RunNotice notice) {
        event.fire(notice);
    }

    @Override
    public void resumed(RunNotice notice) {
        event.fire(notice);
    }

    @Override
    public void late(RunNotice notice) {
        event.fire(notice);
    }

    @Override
    public void retrying(RunNotice notice) {
        event.fire(notice);
    }

    @Override
    public void succeeded(RunNotice notice) {
        event.fire(notice);
    }

    @Override
    public void failed(RunNotice notice) {
        event.fire(notice);
    }
}
