package dev.avow.engine.run;

import dev.avow.db.Backfills.BackfillRow;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.JobBuilder;
import dev.avow.engine.identity.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The verbs of backfills: start one, cancel one. */
final class BackfillCommands {

    private static final int SHOWN = 10;
    private static final int MOST = 10_000;

    private BackfillCommands() {}

    static CommandAnswer plan(CommandCall call) {
        Backfill wanted = wanted(call);
        Backfills backfills = call.avow().backfills();
        List<Instant> slots = backfills.slots(wanted, MOST + 1);
        String count = slots.size() > MOST ? "more than " + MOST : Integer.toString(slots.size());
        List<String> lines = new ArrayList<>();
        lines.add("Backfill of job '" + wanted.job() + "', schedule '" + wanted.schedule() + "', from " + wanted.from()
                + " to " + wanted.to() + ": " + count + " slots, at most " + wanted.maxActive() + " active at once.");
        for (Instant slot : slots.subList(0, Math.min(SHOWN, slots.size()))) {
            lines.addAll(slot(call, wanted.job(), backfills.occasion(wanted, slot)));
        }
        if (slots.size() > SHOWN) {
            lines.add("  and the slots after these, to " + wanted.to());
        }
        return new CommandAnswer(
                lines,
                JsonObject.builder()
                        .put("slots", slots.size())
                        .put("counted", slots.size() <= MOST)
                        .build());
    }

    /** A slot that cannot be declared now would be recorded as refused, and the others go on. */
    private static List<String> slot(CommandCall call, String job, String occasion) {
        try {
            return call.avow().preview(job, occasion).stream()
                    .map(preview -> "  " + occasion + "  "
                            + preview.declaration().task() + "  "
                            + preview.identity()
                            + (preview.declared() ? "  is declared already" : "  would be declared"))
                    .toList();
        } catch (Refusal refusal) {
            return List.of("  " + occasion + "  would be refused now: " + Messages.of(refusal));
        }
    }

    static CommandAnswer start(CommandCall call) {
        String id = call.avow().backfills().start(wanted(call));
        return new CommandAnswer(
                List.of("Backfill '" + id + "' is started."),
                JsonObject.builder().put("id", id).build());
    }

    static CommandAnswer planCancel(CommandCall call) {
        BackfillRow row = row(call);
        return new CommandAnswer(
                List.of(
                        "Backfill '" + row.id() + "' of job '" + row.job() + "' is decided to " + row.doneTo() + " of "
                                + row.lastFor() + ": "
                                + row.counts().declared() + " slots declared, "
                                + row.counts().existing() + " declared before, "
                                + row.counts().refused() + " refused.",
                        "Cancel would let it declare no more slots; runs that it has declared go on."),
                JsonObject.builder().put("id", row.id()).put("job", row.job()).build());
    }

    static CommandAnswer cancel(CommandCall call) {
        String id = call.arguments().text("id");
        call.user().cancelBackfill(id);
        return new CommandAnswer(
                List.of("Backfill '" + id + "' is cancelled. Runs that it has declared go on."),
                JsonObject.builder().put("id", id).build());
    }

    private static BackfillRow row(CommandCall call) {
        String id = call.arguments().text("id");
        return call.core()
                .store()
                .read(session -> Backfills.running(id, session.backfills().find(id)));
    }

    /** @throws EngineException if an argument is missing or not valid */
    private static Backfill wanted(CommandCall call) {
        CommandArguments arguments = call.arguments();
        return Backfill.of(arguments.text("job"), arguments.time("from"), arguments.time("to"), call.by())
                .schedule(arguments.find("schedule").orElse(JobBuilder.DEFAULT_SCHEDULE))
                .maxActive(arguments.number("maxActive", 1))
                .key(arguments.text("key"));
    }
}
