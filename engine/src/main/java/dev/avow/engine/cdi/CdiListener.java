package dev.avow.engine.cdi;

import dev.avow.engine.run.RunListener;
import dev.avow.engine.run.RunNotice;
import java.util.function.Consumer;

/** Passes everything that happens to runs to one place, on the listener's own thread. */
final class CdiListener implements RunListener {

    private final Consumer<RunNotice> place;

    CdiListener(Consumer<RunNotice> place) {
        this.place = place;
    }

    @Override
    public void declared(RunNotice notice) {
        place.accept(notice);
    }

    @Override
    public void denied(RunNotice notice) {
        place.accept(notice);
    }

    @Override
    public void started(RunNotice notice) {
        place.accept(notice);
    }

    @Override
    public void deferred(RunNotice notice) {
        place.accept(notice);
    }

    @Override
    public void resumed(RunNotice notice) {
        place.accept(notice);
    }

    @Override
    public void late(RunNotice notice) {
        place.accept(notice);
    }

    @Override
    public void retrying(RunNotice notice) {
        place.accept(notice);
    }

    @Override
    public void succeeded(RunNotice notice) {
        place.accept(notice);
    }

    @Override
    public void failed(RunNotice notice) {
        place.accept(notice);
    }
}
