package dev.avow.engine.run;

import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Session;
import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The verbs that declare: trigger, redeclare; and preview, which does not. */
final class DeclareCommands {

    private static final String SAME = "would be the same: it is left as it is";

    private DeclareCommands() {}

    static CommandAnswer planTrigger(CommandCall call) {
        BoundJob job = call.job();
        JsonObject params = params(call);
        ManualRequest request = request(call);
        List<PlannedTask> planned = new ArrayList<>();
        for (Preview preview : call.avow().preview(job.name(), params, request)) {
            Optional<Identity> first = first(call, preview);
            planned.add(PlannedTask.of(preview)
                    .effect(
                            first.isEmpty()
                                    ? "would be declared"
                                    : first.get().equals(preview.identity())
                                            ? "is declared already: nothing would be done"
                                            : "would be refused, REQUEST_REUSED: declared before as " + first.get()));
        }
        String title = "Trigger of job '" + job.name() + "' for " + call.by() + ", request '"
                + call.arguments().text("request") + "', params "
                + CanonicalJson.text(shown(job.job(), params)) + ":";
        return PlannedTask.answer(List.of(title), planned, job);
    }

    /** Returns all params, without the texts of those that are confidential. */
    private static JsonObject shown(Job job, JsonObject given) {
        JsonObject.Builder shown = JsonObject.builder();
        job.params(given)
                .members()
                .forEach((name, value) ->
                        shown.put(name, job.confidentialParams().contains(name) ? new JsonString("(private)") : value));
        return shown.build();
    }

    /** Returns the declaration that took the place of this one before, if one did. */
    private static Optional<Identity> first(CommandCall call, Preview preview) {
        int index = preview.declaration().context().mapped().map(Mapped::index).orElse(DeclarationRow.NOT_MAPPED);
        OccasionKey key = new OccasionKey(
                preview.declaration().job(),
                preview.declaration().task(),
                preview.declaration().occasion().key());
        return call.core()
                .store()
                .read(session -> session.declarations().findByOccasion(key, 1, index))
                .map(row -> Identity.parse(row.identity()));
    }

    static CommandAnswer trigger(CommandCall call) {
        Map<String, Identity> declared = call.avow().trigger(call.job().name(), params(call), request(call));
        String title = "Job '" + call.job().name() + "' is triggered, request '"
                + call.arguments().text("request") + "'"
                + (call.job().hasMappedRoots() ? "; the runs of mapped tasks are declared next:" : ":");
        return declared(title, declared);
    }

    static CommandAnswer planRedeclare(CommandCall call) {
        BoundJob job = call.job();
        String occasion = call.arguments().text("occasion");
        DeclareRequest before = new Redeclaring(call.core()).before(job, occasion);
        List<Prepared> prepared = new ArrayList<>();
        for (BoundTask task : Redeclaring.tasks(job, tasks(call))) {
            prepared.addAll(new MappedChange(call.core()).preview(task, before));
        }
        List<PlannedTask> planned = call.core()
                .store()
                .read(session ->
                        prepared.stream().map(one -> redeclared(session, one)).toList());
        if (planned.stream().allMatch(one -> one.effect().equals(SAME))) {
            throw Redeclaring.same(before, prepared);
        }
        String title =
                "Redeclaration of occasion '" + occasion + "' of job '" + job.name() + "' from today's definition:";
        return PlannedTask.answer(List.of(title), planned, job);
    }

    private static PlannedTask redeclared(Session session, Prepared one) {
        String identity = one.identity().toString();
        String effect = session.declarations().find(identity).isPresent()
                ? SAME
                : "would be declared as number " + (session.declarations().lastNumber(one.key()) + 1);
        return new PlannedTask(one.declaration().task(), identity, effect);
    }

    static CommandAnswer redeclare(CommandCall call) {
        String occasion = call.arguments().text("occasion");
        Map<String, Identity> declared = call.user().redeclare(call.job().name(), tasks(call), occasion);
        return declared("Occasion '" + occasion + "' of job '" + call.job().name() + "' is declared anew:", declared);
    }

    private static List<String> tasks(CommandCall call) {
        return call.arguments().find("task").map(List::of).orElse(List.of());
    }

    static CommandAnswer preview(CommandCall call) {
        String job = call.job().name();
        List<Preview> previews = call.arguments()
                .find("occasion")
                .map(occasion -> call.avow().preview(job, occasion))
                .orElseGet(() -> call.avow().preview(job, params(call), request(call)));
        List<String> lines = new ArrayList<>();
        List<JsonValue> tasks = new ArrayList<>();
        for (Preview preview : previews) {
            String task = preview.declaration().task();
            String text = new String(preview.declaration().canonicalBytes(), StandardCharsets.UTF_8);
            lines.add("Task '" + task + "' of job '" + job + "': " + preview.identity()
                    + (preview.declared() ? ", which is declared already" : ", which is not declared")
                    + (preview.isProvisional() ? ", and will be another one: it has private values" : ""));
            lines.add(text);
            tasks.add(JsonObject.builder()
                    .put("task", task)
                    .put("identity", preview.identity().toString())
                    .put("declared", preview.declared())
                    .put("declaration", text)
                    .build());
        }
        return new CommandAnswer(
                lines, JsonObject.builder().put("tasks", new JsonArray(tasks)).build());
    }

    private static CommandAnswer declared(String title, Map<String, Identity> declared) {
        List<String> lines = new ArrayList<>(List.of(title));
        JsonObject.Builder data = JsonObject.builder();
        declared.forEach((task, identity) -> {
            lines.add("  " + task + "  " + identity);
            data.put(task, identity.toString());
        });
        return new CommandAnswer(
                lines, JsonObject.builder().put("declared", data.build()).build());
    }

    private static JsonObject params(CommandCall call) {
        return call.job().job().readParams(call.arguments().texts("params"));
    }

    private static ManualRequest request(CommandCall call) {
        return ManualRequest.by(call.by()).key(call.arguments().text("request"));
    }
}
