package dev.avow.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.history.History;
import dev.avow.engine.history.Lineage;
import dev.avow.engine.history.Lineage.Step;
import dev.avow.engine.identity.Identity;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avow lineage}: the runs before and after a run. */
@Command(
        name = "lineage",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the runs that a run's declaration names as those before it, and the runs whose declarations name it,"
                    + " nearest first.",
            "FROM is the run next to it on the way."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:no run has the identity", "2:bad usage, identity or depth, or no store"})
final class LineageCommand extends LookingCommand {

    static final Listing<Way> LISTING = Listing.of(
            "runs",
            List.of(
                    Column.text("direction", Way::direction),
                    Column.number("depth", way -> way.step().depth()),
                    Column.text("identity", way -> way.step().run().identity()),
                    Column.text("job", way -> way.step().run().job()),
                    Column.<Way>text("task", way -> way.step().run().task())
                            .shown(way -> RunWords.task(way.step().run())),
                    Column.text("occasion", way -> way.step().run().occasion()),
                    Column.<Way>text("state", way -> way.step().run().state())
                            .shown(way -> RunWords.state(way.step().run())),
                    Column.text("from", way -> way.step().from())));

    @Parameters(paramLabel = "IDENTITY", description = Identities.HELP)
    private String identity = "";

    @Option(names = "--depth", paramLabel = "N", description = "How far to go: 1 to 100. Default: 1.")
    private int depth = 1;

    @Option(names = "--upstream", description = "Only the runs before it.")
    private boolean upstream;

    @Option(names = "--downstream", description = "Only the runs after it.")
    private boolean downstream;

    LineageCommand(Outside outside) {
        super(outside);
    }

    @Override
    void print(OpenStore store) {
        Identity wanted = Identities.find(store, identity);
        History history = store.history();
        ObjectNode document = Json.object().put("identity", wanted.toString());
        List<Way> ways = new ArrayList<>();
        boolean complete = true;
        if (upstream || !downstream) {
            complete = add(ways, document, "upstream", history.upstream(wanted, depth));
        }
        if (downstream || !upstream) {
            complete &= add(ways, document, "downstream", history.downstream(wanted, depth));
        }
        if (ways.isEmpty() && history.run(wanted).isEmpty()) {
            throw store.unknownRun(wanted);
        }
        format.print(streams, LISTING, ways, document);
        if (!complete && !format.json()) {
            streams.hint("There are more runs: further away, or more than " + History.MAX_LIMIT
                    + " one way. Give a greater --depth, or the identity of one of these.");
        }
    }

    private static boolean add(List<Way> ways, ObjectNode document, String direction, Lineage lineage) {
        lineage.steps().forEach(step -> ways.add(new Way(direction, step)));
        document.put(direction + "Complete", lineage.complete());
        return lineage.complete();
    }

    /** A run before or after. */
    record Way(String direction, Step step) {}
}
