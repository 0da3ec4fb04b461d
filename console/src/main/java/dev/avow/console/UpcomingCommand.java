package dev.avow.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.history.History;
import dev.avow.engine.history.UpcomingSlot;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Mixin
    private final OneJob job = new OneJob();

    @Option(names = "--limit", paramLabel = "N", description = "How many at most: 1 to 1000. Default: 20.")
    private int limit = 20;

    @Option(names = "--since", paramLabel = "TIME", description = "Only slots at this moment or later. Default: now.")
    private @Nullable String since;

    UpcomingCommand(Outside outside) {
        super(outside);
        this.clock = outside.clock();
    }

    @Override
    void print(OpenStore store) {
        History history = store.history();
        String given = since;
        Instant moment = given == null ? clock.instant().truncatedTo(ChronoUnit.MILLIS) : Times.parse("--since", given);
        InstantSource before = InstantSource.fixed(moment.minusMillis(1)); // why: slots are of whole milliseconds
        Optional<String> one = job.find();
        List<UpcomingSlot> slots =
                one.map(name -> history.upcoming(name, before, limit)).orElseGet(() -> history.upcoming(before, limit));
        one.filter(name -> slots.isEmpty()).ifPresent(store::requireJob);
        format.print(streams, LISTING, slots, Json.object().put("since", moment.toString()));
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
