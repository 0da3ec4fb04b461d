package dev.avow.engine.verification;

import dev.avow.db.CrossAudit.ElementRow;
import dev.avow.db.CrossAudit.ListedRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.JobAudit;
import dev.avow.db.JobAudit.NumberedKey;
import dev.avow.db.Mappings.MappingRow;
import dev.avow.db.Store;
import dev.avow.engine.gate.EventKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks that what a list of a mapped task has elements for is declared. The elements are declared in the order of the
 * list, so that none is missing before one that is there; and all are declared in the end, unless something tells why not.
 */
final class ElementCheck {

    private static final Instant NO_END = Instant.parse("9999-12-31T23:59:59Z");

    private final Store store;
    private final Tally tally;

    ElementCheck(Store store, Tally tally) {
        this.store = store;
        this.tally = tally;
    }

    /** @param keys of the elements, if the list can be read */
    void check(ListedRow mapping, Optional<List<String>> keys) {
        MappingRow row = mapping.row();
        if (!mapping.follows()) {
            tally.find(
                    FindingKind.NUMBER_MISMATCH,
                    MappedCheck.subject(row),
                    "something of its task and occasion with number " + (row.number() - 1),
                    "nothing");
        }
        boolean lacks = mapping.declared() < row.elements();
        if (row.number() > 1 || (lacks && (mapping.settled() || mapping.declared() <= mapping.highest()))) {
            store.snapshot(session -> check(
                    session.jobAudit(),
                    mapping,
                    keys,
                    session.audit().across().elements(new NumberedKey(row.key(), row.number()))));
        }
    }

    private boolean check(JobAudit audit, ListedRow mapping, Optional<List<String>> keys, List<ElementRow> declared) {
        MappingRow row = mapping.row();
        List<Integer> missing = missing(row, keys, declared);
        boolean gap = !missing.isEmpty() && missing.get(0) < mapping.highest();
        if (gap || (!missing.isEmpty() && mapping.settled() && !isTold(audit, row))) {
            int first = missing.get(0);
            String key = keys.filter(known -> first < known.size())
                    .map(known -> ", '" + known.get(first) + "'")
                    .orElse("");
            tally.find(
                    FindingKind.ELEMENT_MISSING,
                    MappedCheck.subject(row),
                    "a declaration for element " + first + key,
                    "none, and none for " + (missing.size() - 1) + " others");
        }
        return true;
    }

    /** Returns the elements that nothing is declared for under their keys; of a run that is missing, the key is not known. */
    private static List<Integer> missing(MappingRow row, Optional<List<String>> keys, List<ElementRow> declared) {
        Map<Integer, Optional<String>> found = new HashMap<>();
        declared.forEach(element -> found.put(element.index(), element.key()));
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < row.elements(); i++) {
            int index = i;
            Optional<String> wanted = keys.filter(known -> index < known.size()).map(known -> known.get(index));
            Optional<String> key = found.getOrDefault(index, Optional.empty());
            if (!found.containsKey(index) || (wanted.isPresent() && key.isPresent() && !key.equals(wanted))) {
                missing.add(index);
            }
        }
        return missing;
    }

    /** A task that another definition leaves out, or does not map any more, is refused or skipped with no mark at its list. */
    private static boolean isTold(JobAudit audit, MappingRow row) {
        Tally silent = new Tally(finding -> {});
        Instant from = row.at().minus(Moments.TOLERANCE);
        OccasionKey key = row.key();
        return Stream.of(EventKind.UNDECLARED, EventKind.REFUSED)
                .flatMap(kind -> audit.events(key.job(), kind.name(), from, NO_END).stream())
                .flatMap(event -> Told.read(event, silent).stream())
                .map(Told::body)
                .anyMatch(body -> body.text("task").equals(key.task())
                        && body.text("occasion").equals(key.occasion()));
    }
}
