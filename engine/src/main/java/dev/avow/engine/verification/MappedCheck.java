package dev.avow.engine.verification;

import dev.avow.db.Mappings.MappingRow;
import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonRefusedException;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.util.List;
import java.util.Optional;

/** Checks runs of mapped tasks, and mappings, against the lists that were fixed for them. */
final class MappedCheck {

    private static final int REMEMBERED = 8;

    private final Scope scope;
    private final Tally tally;
    private final KeptContents contents;
    private final Recent<List<String>> lists = new Recent<>(REMEMBERED);

    MappedCheck(Scope scope, Tally tally, KeptContents contents) {
        this.scope = scope;
        this.tally = tally;
        this.contents = contents;
    }

    /** @param mappings those of the page's runs */
    void check(RunRecord record, List<MappingRow> mappings) {
        record.declaration().context().mapped().ifPresent(mapped -> {
            Optional<MappingRow> row = mappings.stream()
                    .filter(mapping ->
                            mapping.key().equals(record.declared().row().key()))
                    .filter(mapping ->
                            mapping.number() == record.declared().row().number())
                    .findFirst();
            row.ifPresentOrElse(
                    mapping -> check(record, mapped, mapping),
                    () -> mismatch(record.identity() + " mapping", "a mapping of its number", "nothing"));
        });
    }

    private void check(RunRecord record, Mapped mapped, MappingRow mapping) {
        if (!Moments.inOrder(mapping.at(), record.declared().row().declaredAt())) {
            tally.find(
                    FindingKind.TIME_MISMATCH,
                    subject(mapping) + " at",
                    "not after " + record.identity() + " at "
                            + record.declared().row().declaredAt(),
                    mapping.at());
        }
        list(mapping).ifPresent(keys -> {
            String found = mapped.index() < keys.size() ? keys.get(mapped.index()) : "nothing";
            if (!found.equals(mapped.key())) {
                mismatch(record.identity() + " element " + mapped.index(), mapped.key(), found);
            }
        });
    }

    /** Checks a mapping for itself; returns the keys of its elements, if its list can be read. */
    Optional<List<String>> check(MappingRow mapping) {
        tally.count(Checked.MAPPINGS);
        Optional<List<String>> keys = list(mapping);
        if (keys.isPresent()) {
            tally.same(
                    FindingKind.MAPPING_MISMATCH,
                    subject(mapping) + " elements",
                    keys.get().size(),
                    mapping.elements());
        } else if (scope.contentsMayMiss() && contents.read(mapping.list()).isEmpty()) {
            tally.count(Checked.CONTENTS_PASSED_OVER);
        } else {
            tally.find(
                    FindingKind.CONTENT_MISSING,
                    subject(mapping) + " list",
                    "a list with digest " + mapping.list(),
                    "nothing, or no list");
        }
        return keys;
    }

    private void mismatch(String subject, Object expected, Object actual) {
        tally.find(FindingKind.MAPPING_MISMATCH, subject, expected, actual);
    }

    static String subject(MappingRow mapping) {
        return "mapping " + mapping.number() + " of job '" + mapping.key().job() + "', task '"
                + mapping.key().task() + "', occasion '" + mapping.key().occasion() + "'";
    }

    private Optional<List<String>> list(MappingRow mapping) {
        Optional<List<String>> known = lists.find(mapping.list());
        if (known.isPresent()) {
            return known;
        }
        Optional<List<String>> read = contents.bytes(mapping.list(), CanonicalJson.MAX_CANONICAL_BYTES)
                .flatMap(MappedCheck::keys);
        read.ifPresent(keys -> lists.put(mapping.list(), keys));
        return read;
    }

    private static Optional<List<String>> keys(byte[] list) {
        try {
            return CanonicalJson.parse(list) instanceof JsonArray array
                    ? Optional.of(array.values().stream().map(MappedCheck::key).toList())
                    : Optional.empty();
        } catch (JsonRefusedException e) {
            return Optional.empty();
        }
    }

    private static String key(JsonValue element) {
        return element instanceof JsonString text
                ? text.value()
                : new Body(element instanceof JsonObject object ? object : JsonObject.empty()).text("key");
    }
}
