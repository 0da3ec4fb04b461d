package dev.avow.engine.evidence;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.engine.gate.PrivateCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One page of Markdown about a run, for a person. */
final class RunPage {

    private static final int MAX_TRIES = 20;
    private static final int MAX_OUTPUTS = 20;

    private final StoredRun stored;
    private final EventLog events;
    private final Optional<SigningKey> key;
    private final StringBuilder page = new StringBuilder();

    private RunPage(StoredRun stored, EventLog events, Optional<SigningKey> key) {
        this.stored = stored;
        this.events = events;
        this.key = key;
    }

    static byte[] of(StoredRun stored, EventLog events, Optional<SigningKey> key) {
        return new RunPage(stored, events, key).text().getBytes(StandardCharsets.UTF_8);
    }

    private String text() {
        line("# Evidence of a run");
        signature();
        facts();
        attempts();
        events();
        missing();
        check();
        return page.toString();
    }

    private void signature() {
        line(key.map(signer -> "Signed with the Ed25519 key " + Words.code(signer.keyId())
                        + ". A page can say so of itself: compare the key with one that you were given in another way,"
                        + " and verify.")
                .orElse("**Not signed.** The files fit each other; nothing says who made them."));
    }

    private void facts() {
        RunRow run = stored.run();
        page.append("| | |\n|---|---|\n");
        row("identity", stored.identity().toString());
        row("job", stored.declaration().job());
        row("task", stored.declaration().task());
        row("occasion", stored.declaration().occasion().key());
        row("declaration number", Integer.toString(run.number()));
        row("owner", stored.declaration().responsible().owner());
        row("submitter", stored.declaration().responsible().submitter());
        row("declared at", run.declaredAt().toString());
        row("state", run.standing().state());
        run.standing().waiting().ifPresent(waiting -> row("waits for", waiting));
        row("since", run.standing().since().toString());
        row("detail", run.standing().detail());
        row("spec", stored.declaration().spec().toString());
        page.append('\n');
    }

    private void row(String name, String value) {
        page.append("| ").append(name).append(" | ").append(Words.code(value)).append(" |\n");
    }

    private void attempts() {
        List<StoredRun.Try> tries = stored.tries();
        line("## Attempts: " + tries.size());
        if (tries.size() > MAX_TRIES) {
            line("The newest " + MAX_TRIES + " of them; `attempts.ndjson` has all.");
        }
        tries.stream().skip(Math.max(0, tries.size() - MAX_TRIES)).forEach(this::attempt);
        page.append('\n');
    }

    private void attempt(StoredRun.Try each) {
        AttemptRow row = each.attempt();
        item(
                "- ",
                row.claim().attempt() + " " + Words.code(row.state()) + ", node "
                        + Words.code(row.claim().node()) + ", from " + row.startedAt()
                        + row.endedAt().map(end -> " to " + end).orElse(""));
        if (!row.detail().isEmpty()) {
            item("  - ", "message: " + Words.code(row.detail()));
        }
        each.outputs().stream().limit(MAX_OUTPUTS).forEach(this::output);
        if (each.outputs().size() > MAX_OUTPUTS) {
            item("  - ", "and " + (each.outputs().size() - MAX_OUTPUTS) + " more outputs");
        }
    }

    private void output(OutputRow row) {
        String hidden = stored.erased() ? "erased" : "private, not exported";
        String what = stored.hidesOutputs() ? hidden : row.size() + " bytes, " + Words.code(AttemptLists.file(row));
        item("  - ", "output " + Words.code(row.name()) + ", " + Words.code(row.mediaType()) + ", " + what);
    }

    private void events() {
        line("## Events: " + events.count());
        events.kinds().forEach((kind, count) -> item("- ", Words.code(kind) + ": " + count));
        page.append('\n');
        line("The newest, oldest of them first; `events.ndjson` has all:");
        for (EventLog.Shown event : events.newest()) {
            String by = event.by().map(name -> ", by " + Words.code(name)).orElse("");
            String words = event.words()
                    .filter(text -> !text.isEmpty())
                    .map(text -> ": " + Words.code(text))
                    .orElse("");
            item(
                    "- ",
                    event.seq() + " " + event.row().at() + " "
                            + Words.code(event.row().kind()) + by + words);
        }
        page.append('\n');
    }

    private void missing() {
        line("## What is not here");
        if (stored.privateValues() != PrivateCheck.State.NONE) {
            item(
                    "- ",
                    switch (stored.privateValues()) {
                        case ERASED -> "Private texts of the declaration: they were erased. Their HMACs stand in it.";
                        default -> "Private texts of the declaration, and their key. Their HMACs stand in it.";
                    });
        }
        if (stored.hidesOutputs()) {
            item(
                    "- ",
                    "Private outputs: " + stored.withheldOutputs() + ", without digest and size; and the "
                            + events.withheld() + " events that have these.");
        }
        if (stored.readsHidden()) {
            item("- ", "Private outputs of tasks before it. Their digests stand in the declaration.");
        }
        item("- ", "Secrets, inputs, where inputs lie, and how the run is retried.");
        item("- ", "Whatever happened after event " + events.last() + ".");
        page.append('\n');
    }

    private void check() {
        line("## How to check");
        line("In this folder, `sha256sum declaration.json` prints the identity's digits, and `sha256sum -c SHA256SUMS`"
                + " checks all files but `statement.json`, which has the digest of that list, and `envelope.dsse.json`,"
                + " which has the statement and its signature.");
        line(
                "For more, go to the directory that has this folder and `SHA256SUMS` of all folders. Save scripts beside it,"
                        + " not in it: there they would be files too many. This page came with the files, and so did the"
                        + " scripts: read them before you run them. `docs/evidence.md` of Avow has the same, for Python and Node"
                        + " too.");
        String run = stored.identity().digest().hex();
        recipe(
                "check.sh",
                "sha256sum",
                "`sh ../check.sh " + run + "` finds files that were damaged, lost or changed one by one:");
        if (key.isPresent()) {
            recipe(
                    "verify.sh",
                    "openssl",
                    "With OpenSSL 3, `sh ../verify.sh \"$KEY\" " + run + "` finds whatever was changed, added or taken"
                            + " out since it was signed. `KEY` is the id of the key, `sha256:` and 64 digits, which you"
                            + " got from somebody you trust and in another way: who made up an export has put in a key"
                            + " that fits.");
        }
    }

    private void recipe(String name, String tool, String text) {
        line(text);
        page.append("```sh ").append(tool).append('\n').append(script(name)).append("```\n\n");
    }

    private static String script(String name) {
        try (InputStream script = RunPage.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(script, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Script " + name + " of this library cannot be read. Repair its jar.", e);
        }
    }

    private void line(String text) {
        page.append(text).append("\n\n");
    }

    private void item(String mark, String text) {
        page.append(mark).append(text).append('\n');
    }
}
