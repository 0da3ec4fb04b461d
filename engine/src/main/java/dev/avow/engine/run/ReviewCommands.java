package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.engine.EngineException;
import dev.avow.engine.history.PendingApproval;
import dev.avow.engine.history.SpecChange.Difference;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The verbs of a reviewer: approve, reject. */
final class ReviewCommands {

    private ReviewCommands() {}

    static CommandAnswer planApprove(CommandCall call) {
        return plan(call, "Approve", "Approve would admit it as it is declared, in the name of ");
    }

    static CommandAnswer planReject(CommandCall call) {
        return plan(
                call,
                "Reject",
                "Reject would end it for good; tasks after it would go on as after a failure. In the name of ");
    }

    static CommandAnswer approve(CommandCall call) {
        int attempt = call.avow().approve(call.arguments().identity(), review(call));
        return RunCommands.done(call, "Run is approved by " + call.by() + "; it will be attempt " + attempt + ".");
    }

    static CommandAnswer reject(CommandCall call) {
        call.avow().reject(call.arguments().identity(), review(call));
        return RunCommands.done(call, "Run is rejected by " + call.by() + ".");
    }

    private static CommandAnswer plan(CommandCall call, String verb, String effect) {
        RunRow run = call.run();
        Review review = review(call);
        call.core().store().read(session -> {
            new Approving(call.core()).refuse(session, run, verb, review);
            return true;
        });
        PendingApproval pending = call.avow()
                .history()
                .sinceApproved(Identity.parse(run.identity()))
                .orElseThrow();
        List<String> lines = RunCommands.lines(run);
        Optional<Identity> approved = pending.approved();
        lines.add(approved.map(last -> "Since the last approved run of this task, " + last + ":")
                .orElse("No run of this task was approved before."));
        if (approved.isPresent()) {
            differences(lines, "spec", pending.spec());
            differences(lines, "declaration", pending.declaration());
        }
        lines.add(effect + call.by() + ", as '" + review.role() + "'.");
        return new CommandAnswer(lines, data(run, pending));
    }

    private static void differences(List<String> lines, String what, List<Difference> differences) {
        lines.add("  " + what + (differences.isEmpty() ? " does not differ" : " differs at:"));
        for (Difference difference : differences) {
            lines.add("    " + (difference.pointer().isEmpty() ? "\"\"" : difference.pointer()));
            lines.add("      before: " + difference.before().orElse("nothing"));
            lines.add("      after:  " + difference.after().orElse("nothing"));
        }
    }

    private static JsonObject data(RunRow run, PendingApproval pending) {
        JsonObject.Builder data =
                RunCommands.data(run).put("spec", json(pending.spec())).put("declaration", json(pending.declaration()));
        pending.approved().ifPresent(last -> data.put("approved", last.toString()));
        return data.build();
    }

    private static JsonArray json(List<Difference> differences) {
        List<JsonValue> array = new ArrayList<>();
        for (Difference difference : differences) {
            JsonObject.Builder each = JsonObject.builder().put("pointer", difference.pointer());
            difference.before().ifPresent(before -> each.put("before", before));
            difference.after().ifPresent(after -> each.put("after", after));
            array.add(each.build());
        }
        return new JsonArray(array);
    }

    /** @throws EngineException if an argument is missing */
    private static Review review(CommandCall call) {
        return Review.by(call.by(), call.arguments().text("role"))
                .comment(call.arguments().find("comment").orElse(""));
    }
}
