package dev.avow.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.history.History;
import dev.avow.engine.history.UpcomingSlot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avow upcoming}: the next slots. */
@Command(
        name = "upcoming",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the next slots of a job or of all, soonest first: those that were declared ahead, and those that"
                    + " follow from the schedules as they were registered last.",
            "A job that is paused then declares its slots all the same, and executes none."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:the store knows no such job", "2:bad usage, time or limit, or no store"})
final class UpcomingCommand extends LookingCommand {

    static final Listing<UpcomingSlot> LISTING = new Listing<>(
            "slots",
            List.of(
                    Column.text("at", UpcomingSlot::at),
                    Column.text("job", UpcomingSlot::job),
                    Column.text("schedule", UpcomingSlot::schedule),
                    Column.text("occasion", UpcomingSlot::occasion),
                    Column.<UpcomingSlot>of("decided", slot -> Cell.of(slot.decided()))
                            .shown(slot -> slot.decided() ? "yes" : "no"),
                    Column.<UpcomingSlot>text("runs", UpcomingCommand::identities)
                            .shown(slot -> slot.runs().isEmpty() ? "-" : identities(slot))),
            UpcomingCommand::json);

    private final InstantSource clock;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "The name of a job. Default: all jobs.")
    private @Nullable String job;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most: 1 to 1000. Default: 20.")
    private int limit = 20;

    @Option(names = "--after", paramLabel = "TIME", description = "Only slots after this moment. Default: now.")
    private @Nullable String after;

    UpcomingCommand(Outside outside) {
        super(outside);
        this.clock = outside.clock();
    }

    @Override
    void print(OpenStore store) {
        History history = store.history();
        String given = after;
        Instant moment = given == null ? clock.instant() : Times.parse("--after", given);
        String one = job;
        List<UpcomingSlot> slots = one == null
                ? history.upcoming(InstantSource.fixed(moment), limit)
                : history.upcoming(one, InstantSource.fixed(moment), limit);
        if (one != null && slots.isEmpty()) {
            store.requireJob(one);
        }
        format.print(streams, LISTING, slots, Json.object().put("after", moment.toString()));
    }

    private static String identities(UpcomingSlot slot) {
        return slot.runs().stream().map(run -> run.identity().toString()).collect(Collectors.joining(" "));
    }

    private static ObjectNode json(UpcomingSlot slot) {
        ObjectNode node = Json.object()
                .put("at", slot.at().toString())
                .put("job", slot.job())
                .put("schedule", slot.schedule())
                .put("occasion", slot.occasion())
                .put("decided", slot.decided());
        slot.runs().forEach(run -> node.withArray("/runs").add(Views.run(run)));
        return node;
    }
}
