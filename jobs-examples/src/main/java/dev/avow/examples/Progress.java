package dev.avow.examples;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import java.io.Console;
import java.io.PrintWriter;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows how far a job has come: a bar on a terminal, else a line for each run that has ended. */
interface Progress extends AutoCloseable {

    /** Shows the runs of the occasions that are worked on. */
    void show(List<RunView> runs);

    /** Says that so many occasions are done for good, and will not be shown again. */
    void done(int occasions);

    @Override
    void close();

    /** @param occasions how many there will be, at least */
    static Progress of(PrintWriter out, int occasions) {
        return isTerminal() ? new Bar(occasions) : new ProgressLines(out);
    }

    /** From Java 22 on there is a console without a terminal, and a method that tells; Java 17 has neither. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** A bar on standard error. */
    final class Bar implements Progress {

        private final ProgressBar bar;
        private int doneRuns;
        private int shown;

        private Bar(int occasions) {
            bar = new ProgressBarBuilder()
                    .setTaskName("Runs")
                    .setInitialMax(occasions * 4L)
                    .build();
        }

        @Override
        public void show(List<RunView> runs) {
            shown = (int) runs.stream()
                    .filter(run -> run.state() == RunState.SUCCEEDED)
                    .count();
            bar.stepTo(doneRuns + shown);
        }

        @Override
        public void done(int occasions) {
            doneRuns += shown;
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
