package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.identity.Identity;
import dev.avow.engine.run.RunNotice.Kind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that remembers what it was told, which is complete when the engine is closed. */
final class RecordingListener implements RunListener {

    private final List<RunNotice> told = new CopyOnWriteArrayList<>();

    List<RunNotice> told() {
        return told;
    }

    List<Kind> kinds() {
        return told.stream().map(RunNotice::kind).toList();
    }

    List<Kind> kinds(Identity identity) {
        return told.stream()
                .filter(notice -> notice.identity().equals(identity))
                .map(RunNotice::kind)
                .toList();
    }

    RunNotice last() {
        return told.get(told.size() - 1);
    }

    private void add(Kind method, RunNotice notice) {
        assertThat(notice.kind()).isEqualTo(method);
        told.add(notice);
    }

    @Override
    public void declared(RunNotice notice) {
        add(Kind.DECLARED, notice);
    }

    @Override
    public void denied(RunNotice notice) {
        add(Kind.DENIED, notice);
    }

    @Override
    public void started(RunNotice notice) {
        add(Kind.STARTED, notice);
    }

    @Override
    public void deferred(RunNotice notice) {
        add(Kind.DEFERRED, notice);
    }

    @Override
    public void resumed(RunNotice notice) {
        add(Kind.RESUMED, notice);
    }

    @Override
    public void late(RunNotice notice) {
        add(Kind.LATE, notice);
    }

    @Override
    public void retrying(RunNotice notice) {
        add(Kind.RETRYING, notice);
    }

    @Override
    public void succeeded(RunNotice notice) {
        add(Kind.SUCCEEDED, notice);
    }

    @Override
    public void failed(RunNotice notice) {
        add(Kind.FAILED, notice);
    }
}
