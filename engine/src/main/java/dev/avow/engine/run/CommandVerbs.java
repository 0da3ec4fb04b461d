package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.run.Command.Subject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The verbs that an engine knows, by name. */
final class CommandVerbs {

    private static final Map<String, Command> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("trigger", new Command(Subject.JOB, DeclareCommands::planTrigger, DeclareCommands::trigger)),
            Map.entry(
                    "redeclare", new Command(Subject.JOB, DeclareCommands::planRedeclare, DeclareCommands::redeclare)),
            Map.entry("preview", new Command(Subject.JOB, DeclareCommands::preview, DeclareCommands::preview)),
            Map.entry("rerun", new Command(Subject.RUN, RunCommands::planRerun, RunCommands::rerun)),
            Map.entry("release", new Command(Subject.RUN, RunCommands::planRelease, RunCommands::release)),
            Map.entry("cancel", new Command(Subject.RUN, RunCommands::planCancel, RunCommands::cancel)),
            Map.entry("approve", new Command(Subject.RUN, ReviewCommands::planApprove, ReviewCommands::approve)),
            Map.entry("reject", new Command(Subject.RUN, ReviewCommands::planReject, ReviewCommands::reject)),
            Map.entry("pause", new Command(Subject.JOB, PauseCommands::planPause, PauseCommands::pause)),
            Map.entry("resume", new Command(Subject.JOB, PauseCommands::planResume, PauseCommands::resume)),
            Map.entry("backfill", new Command(Subject.JOB, BackfillCommands::plan, BackfillCommands::start)),
            Map.entry(
                    "backfill-cancel",
                    new Command(Subject.BACKFILL, BackfillCommands::planCancel, BackfillCommands::cancel))));

    private CommandVerbs() {}

    static Optional<Command> find(String verb) {
        return Optional.ofNullable(ALL.get(verb));
    }

    static Command get(String verb) {
        return find(verb)
                .orElseThrow(() -> new EngineException("Command " + Printable.quoted(verb)
                        + " is not known to this engine. It knows: " + String.join(", ", ALL.keySet()) + "."));
    }
}
