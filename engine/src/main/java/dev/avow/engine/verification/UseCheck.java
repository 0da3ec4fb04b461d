package dev.avow.engine.verification;

import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.db.Uses.MemberRow;
import dev.avow.db.Uses.UseRow;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.history.RunUses;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks what is stored of what runs used: all of it follows from their declarations, and from lists of runs. */
final class UseCheck {

    private static final int REMEMBERED = 20_000;

    private final Store store;
    private final Scope scope;
    private final Tally tally;
    private final KeptContents contents;
    private final Recent<Boolean> recent = new Recent<>(REMEMBERED);
    private final List<Wanted> wanted = new ArrayList<>();

    UseCheck(Store store, Scope scope, Tally tally, KeptContents contents) {
        this.store = store;
        this.scope = scope;
        this.tally = tally;
        this.contents = contents;
    }

    /**
     * A list that a run names.
     *
     * @param runs empty if the declaration has only the digest
     */
    private record Wanted(String identity, Digest list, Optional<List<UpstreamRun>> runs) {}

    /** Checks the rows of a run; its lists are checked by {@link #lists()}. */
    void check(RunRecord record) {
        tally.count(Checked.USES, record.uses().size());
        RunUses derived = RunUses.of(record.declaration());
        Set<UseRow> added = new HashSet<>(record.uses());
        at(record)
                .ifPresent(at -> derived.rows(record.identity(), at).stream()
                        .filter(row -> !added.remove(row))
                        .forEach(row -> missing(record.identity(), row.kind() + " " + row.subject() + " at " + at)));
        record.uses().stream()
                .filter(added::contains)
                .forEach(row -> added(record.identity(), row.kind() + " " + row.subject() + " at " + row.at()));
        derived.lists().forEach((list, runs) -> {
            if (recent.find(list.text()).isEmpty()) {
                recent.put(list.text(), true);
                wanted.add(new Wanted(record.identity(), list, runs));
            }
        });
    }

    /** By the event of the declaration; where that tells of no moment, what lacks is found there. */
    private static Optional<Instant> at(RunRecord record) {
        return record.story().declared().flatMap(told -> {
            try {
                return Optional.of(Instant.parse(told.body().text("at")));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    /** Checks the lists that were not checked lately, outside the snapshot: they may be large. */
    void lists() {
        for (Wanted list : wanted) {
            Optional<List<UpstreamRun>> runs = list.runs().or(() -> read(list.list()));
            if (runs.isPresent()) {
                store.snapshot(session -> check(session, list, runs.get()));
            } else if (scope.contentsMayMiss()) {
                tally.count(Checked.CONTENTS_PASSED_OVER);
            } else {
                tally.find(
                        FindingKind.CONTENT_MISSING,
                        list.identity() + " upstream",
                        "a list of runs with digest " + list.list(),
                        "nothing, or no list");
            }
        }
        wanted.clear();
    }

    private Optional<List<UpstreamRun>> read(Digest list) {
        return contents.bytes(list.text(), CanonicalJson.MAX_TEXT_BYTES).flatMap(bytes -> {
            try {
                return Optional.of(Upstream.parseList(bytes));
            } catch (EngineException e) {
                return Optional.empty();
            }
        });
    }

    private boolean check(Session session, Wanted list, List<UpstreamRun> runs) {
        if (list.runs().isEmpty()) {
            ReferenceCheck references = new ReferenceCheck(session.audit(), tally);
            runs.forEach(run -> references.want(list.identity(), run));
            references.check();
        }
        Set<MemberRow> added = new HashSet<>(session.uses().members(list.list().text()));
        for (MemberRow row : RunUses.members(list.list(), runs)) {
            if (!added.remove(row)) {
                missing("list " + row.list(), row.kind() + " " + row.subject());
            }
        }
        added.forEach(row -> added("list " + row.list(), row.kind() + " " + row.subject()));
        return true;
    }

    private void missing(String subject, String expected) {
        tally.find(FindingKind.USE_MISSING, subject + " use", expected, "nothing");
    }

    private void added(String subject, String actual) {
        tally.find(FindingKind.USE_MISMATCH, subject + " use", "nothing", actual);
    }
}
