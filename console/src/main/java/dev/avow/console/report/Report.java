package dev.avow.console.report;

import dev.avow.engine.history.History;
import java.time.Instant;

/** The history of one job as one HTML page that holds all it needs: no script, no other file, no network. */
public final class Report {

    private final ReportData data;

    private Report(ReportData data) {
        this.data = data;
    }

    /**
     * Reads what is to be shown. A running engine may go on meanwhile: what it does between two reads is shown in part.
     *
     * @param now the instant as of which the page speaks; the same store and instant give the same page
     * @throws dev.avow.engine.EngineException if a spec that a declaration refers to is not stored
     */
    public static Report read(History history, String job, ReportWindow window, Instant now) {
        return new Report(new ReportReader(history, job, window, now).read());
    }

    /** Returns whether the store knows the job: it was registered with a schedule, declared or paused. */
    public boolean isKnown() {
        return data.known().isPresent();
    }

    /** Returns how many runs the page shows. */
    public int runs() {
        return data.runs().size();
    }

    /** Returns whether the window has more runs than the page shows. */
    public boolean isCut() {
        return data.leftOut().inside() > 0;
    }

    /** Returns the page, to be stored in UTF-8; it is well-formed XML too. */
    public String html() {
        return new PageWriter(data).write();
    }
}
