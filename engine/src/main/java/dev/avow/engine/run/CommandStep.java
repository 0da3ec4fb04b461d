package dev.avow.engine.run;

import dev.avow.db.Backfills.BackfillRow;
import dev.avow.db.Commands.AnswerRow;
import dev.avow.db.Commands.CommandRow;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.CommandState;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.run.Command.Subject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what people ask of this engine through the store. A command is taken in a transaction of its own before
 * anything is done, so that none is carried out twice: an engine that dies on the way leaves one without an answer.
 *
 * <p>Not for sharing between threads.
 */
final class CommandStep implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(CommandStep.class);
    private static final int BATCH = 100;

    private final Core core;
    private final Avow avow;
    private final Deque<AnswerRow> answers = new ArrayDeque<>();
    private boolean failing;

    CommandStep(Core core, Avow avow) {
        this.core = core;
        this.avow = avow;
    }

    @Override
    public void run() {
        try {
            look();
            failing = false;
        } catch (Throwable e) { // why: the next look must come, whatever happened
            if (!failing) {
                LOG.warn("Commands are not looked for yet and will be. Mend the cause.", e);
            }
            failing = true;
        }
    }

    private void look() {
        sendAnswers();
        List<CommandRow> pending = core.isClosing()
                ? List.of()
                : core.store().read(session -> session.commands().pending(BATCH));
        for (CommandRow command : pending) {
            if (!core.isClosing() && take(command)) {
                LOG.info(
                        "Command {} is taken: {} for {}",
                        Printable.quoted(command.id()),
                        Printable.quoted(command.verb()),
                        Printable.quoted(command.requestedBy()));
                answers.add(carryOut(command));
                sendAnswers();
            }
        }
        if (!pending.isEmpty()) {
            core.store().writeOnly(session -> {
                session.commands().close();
                session.commands().deleteOld();
            });
        }
    }

    /** Sends each answer once; what could not be sent stays for the next look. */
    private void sendAnswers() {
        while (!answers.isEmpty()) {
            AnswerRow answer = answers.getFirst();
            core.store().writeOnly(session -> {
                if (session.commands()
                        .fate(answer.id())
                        .flatMap(fate -> fate.answer())
                        .isEmpty()) {
                    session.commands().answer(answer);
                }
            });
            answers.removeFirst();
        }
    }

    private boolean take(CommandRow command) {
        return core.store()
                .write(session -> core.isOwner(session)
                        && isOurs(session, command)
                        && session.commands().take(command.id(), core.node()));
    }

    /** A node leaves a command about a job that it does not know to one that does, if there is one. */
    private boolean isOurs(Session session, CommandRow command) {
        if (!core.settings().clustered()) {
            return true;
        }
        Optional<String> job = job(session, command);
        return job.isEmpty()
                || core.registry().find(job.get()).isPresent()
                || session.registrations().list().stream()
                        .noneMatch(row ->
                                row.job().equals(job.get()) && !row.node().equals(core.node()));
    }

    /** Returns the job that a command is about; empty if there is none, which the command is refused for. */
    private static Optional<String> job(Session session, CommandRow command) {
        try {
            CommandArguments arguments = arguments(command);
            Subject subject = CommandVerbs.get(command.verb()).subject();
            return switch (subject) {
                case JOB -> Optional.of(arguments.text("job"));
                case RUN ->
                    session.runs()
                            .find(arguments.identity().toString())
                            .map(run -> run.key().job());
                case BACKFILL -> session.backfills().find(arguments.text("id")).map(BackfillRow::job);
            };
        } catch (EngineException e) {
            return Optional.empty();
        }
    }

    private AnswerRow carryOut(CommandRow command) {
        try {
            Command verb = CommandVerbs.get(command.verb());
            CommandCall call = new CommandCall(core, avow, arguments(command), command.requestedBy());
            Who.named(call.by());
            CommandAnswer answer = (command.dryRun() ? verb.plan() : verb.deed()).answer(call);
            return answer.row(command.id(), CommandState.DONE);
        } catch (Throwable e) { // why: who asked shall hear whatever came of it
            boolean refused = e instanceof EngineException
                    && DatabaseFaults.find(e).isEmpty(); // why: a connection may be lost in a commit
            if (!refused) {
                LOG.error(
                        "Command {} failed. Look whether it was carried out.",
                        Printable.quoted(command.id()),
                        core.guard().safe(e));
            }
            return CommandAnswer.line(core.guard().redact(Messages.of(e)))
                    .row(command.id(), refused ? CommandState.REFUSED : CommandState.FAILED);
        }
    }

    private static CommandArguments arguments(CommandRow command) {
        return new CommandArguments(
                CanonicalJson.parseObject(command.arguments().toArray()));
    }
}
