package dev.avow.examples;

import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A line for each run that has ended. */
final class ProgressLines implements Progress {

    private final PrintWriter out;
    private final Set<Identity> shown = new HashSet<>();

    ProgressLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(List<RunView> runs) {
        for (int i = runs.size() - 1; i >= 0; i--) {
            RunView run = runs.get(i);
            if (run.state().isFinal() && shown.add(run.identity())) {
                out.println(run.state() + " " + run.task() + " for " + run.occasion());
            }
        }
        out.flush();
    }

    @Override
    public void done(int occasions) {
        out.println(occasions + " occasions are done.");
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
