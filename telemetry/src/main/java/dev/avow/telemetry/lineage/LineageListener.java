package dev.avow.telemetry.lineage;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.History;
import dev.avow.engine.run.RunListener;
import dev.avow.engine.run.RunNotice;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.openlineage.client.transports.Transport;

/** Sends an event for each notice that changes where a run stands, in the listener's own thread. */
final class LineageListener implements RunListener {

    private final History history;
    private final OpenOutputs open;
    private final RunEvents events;
    private final Transport transport;

    LineageListener(History history, RunEvents events, Transport transport) {
        this.history = history;
        this.open = new OpenOutputs(history);
        this.events = events;
        this.transport = transport;
    }

    @Override
    public void started(RunNotice notice) {
        send(notice.attempt().orElse(1) == 1 ? EventType.START : EventType.RUNNING, notice);
    }

    @Override
    public void retrying(RunNotice notice) {
        send(EventType.RUNNING, notice);
    }

    @Override
    public void succeeded(RunNotice notice) {
        send(EventType.COMPLETE, notice);
    }

    @Override
    public void failed(RunNotice notice) {
        boolean tried = notice.state() == RunState.FAILED || notice.state() == RunState.TIMED_OUT;
        send(tried ? EventType.FAIL : EventType.ABORT, notice);
    }

    private void send(EventType type, RunNotice notice) {
        history.run(notice.identity()).ifPresent(run -> transport.emit(events.of(type, notice, run, open)));
    }
}
