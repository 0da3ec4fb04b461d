package dev.avow.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.PrivateCheck;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.AttemptView.OutputView;
import dev.avow.engine.history.AttemptView.Privacy;
import dev.avow.engine.history.DenialView;
import dev.avow.engine.history.EventPage;
import dev.avow.engine.history.EventView;
import dev.avow.engine.history.ReviewView;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.scl.SclHash;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A run for a person's eyes; all of it is safe for a terminal. */
final class RunText {

    private static final String FIELD = "%-12s%s%n".replace("%n", "\n");
    private static final String MARGIN = " ".repeat(12);

    private final PrintStream out;
    private final String bytesCommand;

    /** @param bytesCommand what prints the declaration's bytes */
    RunText(PrintStream out, String bytesCommand) {
        this.out = out;
        this.bytesCommand = bytesCommand;
    }

    /**
     * @param scl the alias that the identity has in SCL:V1
     * @param size how many bytes the declaration has
     */
    void print(RunDetail detail, Optional<SclHash> scl, int size) {
        run(detail.run(), scl);
        Json.parse(detail.declaration()).ifPresent(this::declared);
        privateValues(detail.privateValues());
        attempts(detail.attempts(), detail.run().until());
        reviews(detail.reviews());
        denials(detail.denials());
        events(detail.newest());
        declaration(detail.declaration(), size);
    }

    private void run(RunView run, Optional<SclHash> scl) {
        field("identity", run.identity().toString());
        scl.ifPresent(hash -> field("scl", hash + " (SCL:V1 hash, an alias)"));
        field("job", run.job());
        field("task", RunWords.task(run));
        field("occasion", run.occasion());
        field("number", Integer.toString(run.number()));
        field("at", run.at().toString());
        field("state", RunWords.state(run));
        if (!run.detail().isEmpty()) {
            field("detail", run.detail());
        }
        field("attempts", Integer.toString(run.attempts()));
        field("spec", run.spec().toString());
        field("declared at", run.declaredAt().toString());
    }

    private void declared(ObjectNode declaration) {
        JsonNode operator = declaration.path("operator");
        field(
                "operator",
                operator.path("name").asText() + ", version "
                        + operator.path("version").asText());
        JsonNode model = declaration.path("model");
        if (!model.isMissingNode()) {
            String pinned = model.path("version").asText(model.path("digest").asText());
            field(
                    "model",
                    model.path("provider").asText() + "/" + model.path("name").asText()
                            + (pinned.isEmpty() ? "" : "@" + pinned));
        }
        field("submitter", declaration.at("/responsible/submitter").asText());
    }

    private void privateValues(PrivateCheck.State state) {
        switch (state) {
            case NONE -> {}
            case HOLDS -> field("private", "texts are kept, and have the declared HMACs");
            case ERASED -> field("private", "identity holds, text erased");
            case MISMATCH ->
                field(
                        "private",
                        "texts or declaration are not what was declared, and were not erased; restore a backup");
        }
    }

    private void field(String name, String value) {
        out.printf(FIELD, name, Indent.safe(value, MARGIN));
    }

    private void attempts(List<AttemptView> attempts, Optional<Instant> until) {
        title("Attempts", attempts.isEmpty());
        attempts.forEach(attempt -> attempt(attempt, until));
    }

    private void attempt(AttemptView attempt, Optional<Instant> until) {
        String took = attempt.endedAt()
                .map(end -> " to " + end + " (" + RunWords.duration(Duration.between(attempt.startedAt(), end)) + ")")
                .orElseGet(() -> open(attempt, until));
        line("  " + attempt.number() + "  " + attempt.state() + "  " + attempt.startedAt() + took + ", node "
                + attempt.node());
        if (!attempt.message().isEmpty()) {
            out.append("     ").append(Indent.safe(attempt.message(), "     ")).append('\n');
        }
        attempt.outputs().forEach(this::output);
        if (!attempt.notes().members().isEmpty()) {
            line("     notes " + CanonicalJson.text(attempt.notes()));
        }
    }

    /** Only the newest attempt of a run can be deferred. */
    private static String open(AttemptView attempt, Optional<Instant> until) {
        if (attempt.state() != AttemptState.DEFERRED) {
            return ", not ended";
        }
        return until.map(moment -> ", goes on at " + moment).orElse(", waits");
    }

    private void output(OutputView output) {
        line("     output " + output.name() + "  " + output.digest() + "  " + output.mediaType() + "  " + output.size()
                + " bytes" + (output.privacy() == Privacy.OPEN ? "" : ", " + privacy(output.privacy())));
    }

    private static String privacy(Privacy privacy) {
        return privacy == Privacy.ERASED ? "content erased" : "private";
    }

    private void reviews(List<ReviewView> reviews) {
        if (!reviews.isEmpty()) {
            title("Approvals", false);
        }
        for (ReviewView review : reviews) {
            String who = review.by().isEmpty() ? "" : " by " + review.by() + " as " + review.role();
            String comment = review.comment().isEmpty() ? "" : ": " + review.comment();
            line("  " + review.at() + "  " + review.verdict() + who + comment);
        }
    }

    private void denials(List<DenialView> denials) {
        if (!denials.isEmpty()) {
            title("Denials", false);
        }
        for (DenialView denial : denials) {
            line("  " + denial.at() + "  " + denial.reason() + " of attempt " + denial.attempt());
            out.append("     ").append(Indent.safe(denial.message(), "     ")).append('\n');
        }
    }

    private void events(EventPage page) {
        title(
                "Events" + (page.earlier() > 0 ? ", after " + page.earlier() + " earlier ones" : ""),
                page.items().isEmpty());
        for (EventView event : page.items()) {
            String attempt = event.attempt().isPresent()
                    ? " of attempt " + event.attempt().getAsInt()
                    : "";
            line("  " + event.seq() + "  " + event.at() + "  " + event.kind() + attempt + "  "
                    + Json.nested(event.body()).map(ObjectNode::toString).orElseGet(event::body));
        }
    }

    private void declaration(String text, int size) {
        title("Declaration, set out for reading", false);
        out.append(Json.indented(text).orElseGet(() -> Printable.text(text))).append('\n');
        out.append("\nThe sha256 of its ")
                .append(Integer.toString(size))
                .append(" stored bytes is the identity. Verify: ")
                .append(bytesCommand)
                .append(" | sha256sum\n");
    }

    private void title(String title, boolean none) {
        out.append('\n').append(title).append(none ? ": none\n" : ":\n");
    }

    private void line(String text) {
        out.append(Printable.text(text)).append('\n');
    }
}
