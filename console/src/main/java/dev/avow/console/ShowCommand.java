package dev.avow.console;

import dev.avow.engine.history.EventPage;
import dev.avow.engine.history.History;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.scl.SclDocument;
import dev.avow.engine.scl.SclHash;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avow show}: all that is known of one run, or its declaration's bytes. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Shows a run: where it stands and why, its attempts with their outputs, its events, its declaration.",
            "To verify a declaration without Avow: 'avow show IDENTITY --declaration | sha256sum' prints the 64 hex"
                    + " digits of the identity."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:no run has the identity, or its stored declaration has another digest",
            "2:bad usage or identity, or no store"
        })
final class ShowCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin
    private final StoreOptions options;

    @Parameters(paramLabel = "IDENTITY", description = Identities.HELP)
    private String identity = "";

    @Option(
            names = "--json",
            description = "One JSON document on one line: run, declaration (its exact text), declarationDigest (of the"
                    + " stored bytes), scl (the SCL:V1 hash, an alias), attempts, approvals, denials, events, and"
                    + " earlierEvents, how many there are before those, if there are any.")
    private boolean json;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "How many of the newest events at most: 1 to " + History.MAX_LIMIT + ". Default: "
                    + History.EVENTS + ".")
    private int events = History.EVENTS;

    @Option(
            names = "--before",
            paramLabel = "SEQ",
            description =
                    "Only events before the one of this number. Where there are earlier events than those shown, the"
                            + " command for them goes to standard error.")
    private long before = Long.MAX_VALUE;

    @Option(
            names = "--declaration",
            description = "Only the stored bytes of the declaration, exactly: nothing escaped, no line end.")
    private boolean declaration;

    ShowCommand(Streams streams, Map<String, String> environment) {
        this.streams = streams;
        this.options = new StoreOptions(environment);
    }

    @Override
    public Integer call() {
        if (json && declaration) {
            throw new InputException("Options --json and --declaration exclude each other. Give one of them.");
        }
        Identities.digits(identity);
        try (OpenStore store = options.open()) {
            Identity wanted = Identities.find(store, identity);
            identity = wanted.toString();
            RunDetail detail = store.history().run(wanted).orElseThrow(() -> store.unknownRun(wanted));
            EventPage page = store.history().events(wanted, events, before);
            return print(
                    detail.with(page),
                    StoredDeclaration.find(store, wanted).orElseGet(() -> StoredDeclaration.lost(wanted)));
        }
    }

    private int print(RunDetail detail, StoredDeclaration stored) {
        Optional<SclHash> scl = stored.scl().map(SclDocument::hash);
        if (declaration) {
            stored.write(streams);
        } else if (json) {
            streams.out()
                    .append(Json.line(Views.detail(detail, stored.digest(), scl)))
                    .append('\n');
        } else {
            new RunText(streams.out(), "avow show " + identity + options.repeated() + " --declaration")
                    .print(detail, scl, stored.size());
            hint(detail.newest());
        }
        return stored.check(streams);
    }

    private void hint(EventPage page) {
        if (page.earlier() > 0) {
            streams.out().flush(); // why: a terminal shows both, and the hint stands last
            streams.err()
                    .println("Earlier events: avow show " + identity + options.repeated() + " --events " + events
                            + " --before " + page.items().get(0).seq());
        }
    }
}
