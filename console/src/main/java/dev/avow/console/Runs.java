package dev.avow.console;

import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.history.RunView;
import java.util.List;

/** Runs as a listing. */
final class Runs {

    /** Runs of one job. */
    static final Listing<RunView> OF_JOB = new Listing<>("runs", columns(false), Views::run);

    /** Runs of any job. */
    static final Listing<RunView> OF_ALL = new Listing<>("runs", columns(true), Views::run);

    private static final int SPEC_DIGITS = 12;

    private Runs() {}

    private static List<Column<RunView>> columns(boolean ofAll) {
        Column<RunView> job = Column.text("job", RunView::job);
        return List.of(
                Column.text("identity", RunView::identity),
                ofAll ? job : job.notShown(),
                Column.text("occasion", RunView::occasion),
                Column.text("task", RunView::task).shown(RunWords::task),
                Column.<RunView>number("number", run -> run.number()).notShown(),
                Column.<RunView>of("elementIndex", Runs::index).notShown(),
                Column.<RunView>optional("elementKey", run -> run.element().map(Mapped::key))
                        .notShown(),
                Column.text("at", RunView::at).notShown(),
                Column.text("state", RunView::state).shown(RunWords::state),
                Column.optional("waiting", RunView::waiting).notShown(),
                Column.optional("until", RunView::until).notShown(),
                Column.text("detail", RunView::detail).notShown(),
                Column.number("attempts", run -> run.attempts()),
                Column.optional("duration", RunView::duration)
                        .shown(run -> run.duration().map(RunWords::duration).orElse("-")),
                Column.text("spec", RunView::spec)
                        .shown(run -> run.spec().digest().hex().substring(0, SPEC_DIGITS)),
                Column.text("declaredAt", RunView::declaredAt));
    }

    private static Cell index(RunView run) {
        return run.element()
                .<Cell>map(element -> new Cell.Count(element.index()))
                .orElseGet(Cell::none);
    }
}
