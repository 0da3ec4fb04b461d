package dev.avow.engine.verification;

import dev.avow.db.Audit;
import dev.avow.db.Audit.MadeRow;
import dev.avow.db.Audit.Only;
import dev.avow.db.Audit.SlotKey;
import dev.avow.db.CrossAudit.UpstreamRow;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Context.UpstreamRuns;
import dev.avow.engine.declaration.Occasion.Slot;
import dev.avow.engine.identity.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks what declarations refer to: the runs and outputs before them, and the slots that they are for. */
final class ReferenceCheck {

    private static final int BATCH = 500;

    private final Audit audit;
    private final Tally tally;
    private final TriggerCheck triggers;
    private final NumberCheck numbers;
    private final List<Reference> references = new ArrayList<>();
    private final Map<SlotKey, String> slots = new HashMap<>();

    ReferenceCheck(Audit audit, Tally tally) {
        this.audit = audit;
        this.tally = tally;
        this.triggers = new TriggerCheck(audit, tally);
        this.numbers = new NumberCheck(audit.across(), tally);
    }

    private record Reference(String identity, UpstreamRun run) {}

    void want(RunRecord record) {
        record.declaration().context().upstream().values().forEach(upstream -> want(record.identity(), upstream));
        triggers.want(record);
        numbers.want(record);
        boolean redeclared = record.story()
                .declared()
                .filter(told -> told.body().text("policy").contains("\"redeclared\":true"))
                .isPresent();
        if (!redeclared && record.declaration().occasion() instanceof Slot slot) {
            slots.put(new SlotKey(record.declaration().job(), slot.schedule(), slot.scheduledFor()), record.identity());
        }
        if (references.size() >= BATCH) {
            upstream();
        }
    }

    void want(String identity, Upstream upstream) {
        if (upstream instanceof UpstreamRun run) {
            references.add(new Reference(identity, run));
        } else if (upstream instanceof UpstreamRuns runs) {
            runs.runs().forEach(run -> references.add(new Reference(identity, run)));
        }
    }

    void check() {
        upstream();
        numbers.check();
        SlotDecisions.undecided(audit.across(), slots.keySet())
                .forEach(slot -> tally.find(
                        FindingKind.SLOT_MISSING,
                        slots.getOrDefault(slot, "run") + " slot",
                        "a decision on " + slot.scheduledFor() + " of schedule '" + slot.schedule() + "'",
                        "nothing"));
    }

    private void upstream() {
        Set<String> wanted = new HashSet<>();
        references.forEach(reference -> wanted.add(reference.run().identity().toString()));
        if (wanted.isEmpty()) {
            return;
        }
        Map<String, List<UpstreamRow>> tried =
                audit.across().upstream(wanted).stream().collect(Collectors.groupingBy(UpstreamRow::identity));
        Map<String, String> made = new HashMap<>();
        for (MadeRow output : audit.outputs(new Only(List.copyOf(wanted)))) {
            made.put(
                    key(
                            output.row().identity(),
                            output.row().attempt(),
                            output.row().name()),
                    output.row().digest());
        }
        references.forEach(reference -> check(reference, tried, made));
        references.clear();
        triggers.check(tried);
    }

    private void check(Reference reference, Map<String, List<UpstreamRow>> tried, Map<String, String> made) {
        UpstreamRun run = reference.run();
        String upstream = run.identity().toString();
        List<UpstreamRow> attempts = tried.getOrDefault(upstream, List.of());
        String subject = reference.identity() + " upstream";
        if (attempts.isEmpty()) {
            tally.find(FindingKind.UPSTREAM_MISMATCH, subject, upstream, "no declaration");
            return;
        }
        String attempt = upstream + " attempt " + run.attempt();
        if (attempts.stream().noneMatch(row -> row.attempt() == run.attempt())) {
            tally.find(FindingKind.UPSTREAM_MISMATCH, subject, attempt, "no such attempt");
        }
        for (Map.Entry<String, Digest> output : run.outputs().entrySet()) {
            String found = made.getOrDefault(key(upstream, run.attempt(), output.getKey()), "nothing");
            tally.same(
                    FindingKind.UPSTREAM_MISMATCH,
                    subject + " " + attempt + " output '" + output.getKey() + "'",
                    output.getValue().text(),
                    found);
        }
    }

    private static String key(String identity, int attempt, String name) {
        return identity + " " + attempt + " " + name;
    }
}
