package dev.avow.console;

import dev.avow.engine.history.History;
import dev.avow.engine.history.OutputCandidate;
import dev.avow.engine.history.Page;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Printable;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code avow candidates}: which runs may have made a content. */
@Command(
        name = "candidates",
        mixinStandardHelpOptions = true,
        description = {
            "Lists outputs that have this digest, newest first: candidates for who made a content.",
            "None of them need have made the content that you have: others can have made the same, here or elsewhere."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done, also where there is none", "2:bad usage, digest, cursor or limit, or no store"})
final class CandidatesCommand extends LookingCommand {

    static final Listing<OutputCandidate> LISTING = Listing.of(
            "candidates",
            List.of(
                    Column.text("identity", candidate -> candidate.run().identity()),
                    Column.text("job", candidate -> candidate.run().job()),
                    Column.text("occasion", candidate -> candidate.run().occasion()),
                    Column.<OutputCandidate>text(
                                    "task", candidate -> candidate.run().task())
                            .shown(candidate -> RunWords.task(candidate.run())),
                    Column.number("attempt", OutputCandidate::attempt),
                    Column.text("output", candidate -> candidate.output().name()),
                    Column.text("mediaType", candidate -> candidate.output().mediaType()),
                    Column.number("size", candidate -> candidate.output().size()),
                    Column.text("privacy", candidate -> candidate.output().privacy())));

    @Parameters(paramLabel = "DIGEST", description = "sha256: and 64 lower-case hex digits.")
    private String digest = "";

    @Mixin
    private final PageOptions pages = new PageOptions();

    CandidatesCommand(Outside outside) {
        super(outside);
    }

    @Override
    void print(OpenStore store) {
        Digest wanted = Digest.find(digest)
                .orElseThrow(() -> new InputException("Digest " + Printable.quoted(digest)
                        + " is not of the form sha256:<64 lower-case hex digits>. Give all of it, as 'sha256sum' prints"
                        + " it, after sha256:."));
        History history = store.history();
        Page<OutputCandidate> page = pages.of(
                limit -> history.producedOutputCandidates(wanted, limit),
                (limit, cursor) -> history.producedOutputCandidates(wanted, limit, cursor));
        format.print(streams, LISTING, Sheet.of(page, command), Json.object().put("digest", wanted.text()));
    }
}
