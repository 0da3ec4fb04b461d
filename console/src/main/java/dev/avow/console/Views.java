package dev.avow.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.gate.PrivateCheck;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.AttemptView.OutputView;
import dev.avow.engine.history.AttemptView.Privacy;
import dev.avow.engine.history.EventView;
import dev.avow.engine.history.ReviewView;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.history.RunView;
import dev.avow.engine.history.SpecChange;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.scl.SclHash;
import java.util.Optional;

/** Views as JSON; what is not there is left out, and stored JSON stays the text that it is. */
final class Views {

    private Views() {}

    static ObjectNode detail(RunDetail detail, Digest declarationDigest, Optional<SclHash> scl) {
        ObjectNode node = Json.object();
        node.set("run", run(detail.run()));
        node.put("declaration", detail.declaration());
        node.put("declarationDigest", declarationDigest.text());
        scl.ifPresent(hash -> node.put("scl", hash.toString()));
        if (detail.privateValues() != PrivateCheck.State.NONE) {
            node.put("privateValues", detail.privateValues().name());
        }
        ArrayNode attempts = node.putArray("attempts");
        detail.attempts().forEach(attempt -> attempts.add(attempt(attempt)));
        ArrayNode reviews = node.putArray("approvals");
        detail.reviews().forEach(review -> review(reviews.addObject(), review));
        ArrayNode denials = node.putArray("denials");
        detail.denials()
                .forEach(denial -> denials.addObject()
                        .put("reason", denial.reason())
                        .put("message", denial.message())
                        .put("attempt", denial.attempt())
                        .put("at", denial.at().toString()));
        ArrayNode events = node.putArray("events");
        detail.events().forEach(event -> events.add(event(event)));
        if (detail.newest().earlier() > 0) {
            node.put("earlierEvents", detail.newest().earlier());
        }
        return node;
    }

    static ObjectNode run(RunView run) {
        ObjectNode node = Json.object()
                .put("identity", run.identity().toString())
                .put("job", run.job())
                .put("task", run.task())
                .put("occasion", run.occasion())
                .put("number", run.number());
        run.element()
                .ifPresent(element ->
                        node.putObject("element").put("index", element.index()).put("key", element.key()));
        node.put("at", run.at().toString()).put("state", run.state().name());
        run.waiting().ifPresent(waiting -> node.put("waiting", waiting.name()));
        run.until().ifPresent(until -> node.put("until", until.toString()));
        node.put("detail", run.detail()).put("attempts", run.attempts());
        run.duration().ifPresent(duration -> node.put("duration", duration.toString()));
        return node.put("spec", run.spec().toString())
                .put("declaredAt", run.declaredAt().toString());
    }

    private static ObjectNode attempt(AttemptView attempt) {
        ObjectNode node = Json.object()
                .put("number", attempt.number())
                .put("state", attempt.state().name())
                .put("node", attempt.node())
                .put("startedAt", attempt.startedAt().toString());
        attempt.endedAt().ifPresent(end -> node.put("endedAt", end.toString()));
        ArrayNode outputs = node.put("message", attempt.message()).putArray("outputs");
        attempt.outputs().forEach(output -> output(outputs.addObject(), output));
        if (!attempt.notes().members().isEmpty()) {
            node.set("notes", Json.tree(CanonicalJson.bytes(attempt.notes())));
        }
        return node;
    }

    private static void review(ObjectNode node, ReviewView review) {
        node.put("verdict", review.verdict().name());
        if (!review.by().isEmpty()) {
            node.put("by", review.by()).put("role", review.role());
        }
        if (!review.comment().isEmpty()) {
            node.put("comment", review.comment());
        }
        node.put("at", review.at().toString());
    }

    private static void output(ObjectNode node, OutputView output) {
        node.put("name", output.name())
                .put("digest", output.digest().text())
                .put("mediaType", output.mediaType())
                .put("size", output.size());
        if (output.privacy() != Privacy.OPEN) {
            node.put("privacy", output.privacy().name());
        }
    }

    private static ObjectNode event(EventView event) {
        ObjectNode node = Json.object().put("seq", event.seq()).put("kind", event.kind());
        event.attempt().ifPresent(attempt -> node.put("attempt", attempt));
        node.put("at", event.at().toString());
        Json.nested(event.body()).ifPresentOrElse(body -> node.set("body", body), () -> node.put("body", event.body()));
        return node;
    }

    static ObjectNode change(SpecChange change) {
        ObjectNode node =
                Json.object().put("task", change.task()).put("at", change.at().toString());
        change.from().ifPresent(from -> node.put("from", from.toString()));
        node.put("to", change.to().toString()).put("first", change.first().toString());
        ArrayNode differences = node.putArray("differences");
        for (SpecChange.Difference difference : change.differences()) {
            ObjectNode each = differences.addObject().put("pointer", difference.pointer());
            difference.before().ifPresent(before -> each.put("before", before));
            difference.after().ifPresent(after -> each.put("after", after));
        }
        return node;
    }
}
