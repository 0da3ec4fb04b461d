package dev.avow.engine.cdi;

import dev.avow.engine.run.RunNotice;
import dev.avow.engine.run.RunNotice.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

// begin
@ApplicationScoped
class ReportAlarm {

    private final List<String> missing = new CopyOnWriteArrayList<>();

    void told(@Observes RunNotice notice) {
        if (notice.kind() == Kind.FAILED) {
            missing.add(notice.occasion() + " is " + notice.state() + ": " + notice.detail());
        }
    }

    List<String> missing() {
        return List.copyOf(missing);
    }
}
// end
