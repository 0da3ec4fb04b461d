package dev.avow.engine.gate;

import static dev.avow.engine.gate.GateCase.DECLARED;
import static dev.avow.engine.gate.GateCase.IDENTITY;
import static dev.avow.engine.gate.GateCase.SPEC;
import static dev.avow.engine.gate.GateCase.declaration;

import dev.avow.db.Bytes;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Declarations;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Rows in which what is stored is absent, or is not what was declared. */
final class StoredRows {

    private static final String RESTORE = ". Restore the stored declaration from a backup.\n";
    private static final String COLUMNS = IDENTITY + ", job 'nightly-report', task 'summarise', occasion"
            + " 'slot:nightly:2026-01-05T03:00:00Z', spec " + DECLARED.spec();

    private StoredRows() {}

    static List<GateRow> otherBodies() {
        byte[] body = DECLARED.canonicalBytes();
        byte[] spaced = (" " + text(body)).getBytes(StandardCharsets.UTF_8);
        byte[] reordered = text(body)
                .replaceFirst("\\{\"avow\":\"declaration/v1\",", "{")
                .replaceFirst("}$", ",\"avow\":\"declaration/v1\"}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] unknown = text(body).replaceFirst("}$", ",\"zzz\":1}").getBytes(StandardCharsets.UTF_8);
        byte[] spec = SPEC.canonicalBytes();
        return List.of(
                new GateRow(
                        "declaration absent",
                        Reason.NOT_DECLARED,
                        "no declaration of " + IDENTITY + " is committed. Declare the run first.",
                        it -> it.evidence.declaration = Optional::empty),
                row("a bit of the declaration flipped", flipped(body, body.length / 2)),
                row("last bit of the declaration flipped", flipped(body, body.length - 1)),
                row("declaration cut off", Arrays.copyOf(body, body.length - 1)),
                row("declaration empty", new byte[0]),
                row("a line end after the declaration", (text(body) + "\n").getBytes(StandardCharsets.UTF_8)),
                row("white space in the declaration", spaced),
                row(
                        "another declaration",
                        declaration(Declarations.aSlot(), "other", "summarise").canonicalBytes()),
                new GateRow(
                        "trigger of another identity",
                        Reason.IDENTITY_MISMATCH,
                        digest("x") + ", the stored bytes differ" + RESTORE + "  declared: " + digest("x")
                                + "\n  found:    " + IDENTITY,
                        it -> it.identity = new Identity(digest("x"))),
                refused("white space with its own digest", spaced, ". The stored bytes are not in canonical form."),
                refused("other order with its own digest", reordered, ". The stored bytes are not in canonical form."),
                refused("unknown member with its own digest", unknown, ". Refused at /zzz: unknown member."),
                refused(
                        "no JSON with its own digest",
                        "\u001B[31m{".getBytes(StandardCharsets.UTF_8),
                        ". " + refusal("\u001B[31m{".getBytes(StandardCharsets.UTF_8))),
                refused("nothing with its own digest", new byte[0], ". " + refusal(new byte[0])),
                refused("a spec with its own digest", spec, ". " + refusal(spec)),
                spec("spec absent", "nothing", it -> it.evidence.spec = Optional::empty),
                spec(
                        "a bit of the spec flipped",
                        Digest.of(flipped(spec, 40)).text(),
                        it -> it.evidence.spec = () -> Optional.of(specRow(flipped(spec, 40)))),
                spec(
                        "spec empty",
                        Digest.of(new byte[0]).text(),
                        it -> it.evidence.spec = () -> Optional.of(specRow(new byte[0]))));
    }

    static List<GateRow> otherColumns() {
        String hostile = "\u001B[2J\n\u0000\uD800";
        OccasionKey key = FakeEvidence.key(DECLARED);
        OccasionKey otherJob = new OccasionKey("other", key.task(), key.occasion());
        OccasionKey otherTask = new OccasionKey(key.job(), "other", key.occasion());
        OccasionKey otherOccasion = new OccasionKey(key.job(), key.task(), "manual:r1");
        OccasionKey shifted = new OccasionKey(key.job() + "', task 'summarise", "x", key.occasion());
        String spec = DECLARED.spec().toString();
        String identity = IDENTITY.toString();
        return List.of(
                declarationColumns(
                        "identity column", digest("x").text(), key, spec, digest("x") + COLUMNS.substring(71)),
                declarationColumns(
                        "garbage in the identity column",
                        hostile,
                        key,
                        spec,
                        "\\u001B[2J\\u000A\\u0000\\uD800" + COLUMNS.substring(71)),
                declarationColumns("job column", identity, otherJob, spec, COLUMNS.replace("nightly-report", "other")),
                declarationColumns("task column", identity, otherTask, spec, COLUMNS.replace("summarise", "other")),
                declarationColumns(
                        "occasion column",
                        identity,
                        otherOccasion,
                        spec,
                        COLUMNS.replace("slot:nightly:2026-01-05T03:00:00Z", "manual:r1")),
                declarationColumns(
                        "names shifted between columns",
                        identity,
                        shifted,
                        spec,
                        COLUMNS.replace("task 'summarise'", "task 'summarise', task 'x'")),
                declarationColumns(
                        "spec column",
                        identity,
                        key,
                        digest("x").text(),
                        COLUMNS.replace(spec, digest("x").text())),
                runColumns(
                        "run of another identity", digest("x").text(), key, spec, digest("x") + COLUMNS.substring(71)),
                runColumns("run of another job", identity, otherJob, spec, COLUMNS.replace("nightly-report", "other")),
                runColumns("run of another task", identity, otherTask, spec, COLUMNS.replace("summarise", "other")),
                runColumns(
                        "run of another occasion",
                        identity,
                        otherOccasion,
                        spec,
                        COLUMNS.replace("slot:nightly:2026-01-05T03:00:00Z", "manual:r1")),
                runColumns(
                        "run of another spec",
                        identity,
                        key,
                        digest("x").text(),
                        COLUMNS.replace(spec, digest("x").text())));
    }

    /** A row in which the stored bytes are others, under the old identity. */
    private static GateRow row(String name, byte[] body) {
        return new GateRow(
                name,
                Reason.IDENTITY_MISMATCH,
                IDENTITY + ", the stored bytes differ" + RESTORE + "  declared: " + IDENTITY + "\n  found:    "
                        + Digest.of(body),
                it -> it.evidence.declaration =
                        () -> Optional.of(FakeEvidence.row(IDENTITY.toString(), DECLARED, body)));
    }

    /** A row in which the bytes, the row and the trigger agree on an identity, but the bytes are no declaration. */
    private static GateRow refused(String name, byte[] body, String why) {
        Identity identity = Identity.of(body);
        return new GateRow(
                name, Reason.DECLARATION_REFUSED, identity + why + " Restore the stored declaration.", it -> {
                    it.identity = identity;
                    it.evidence.declaration = () -> Optional.of(FakeEvidence.row(identity.toString(), DECLARED, body));
                });
    }

    private static String refusal(byte[] body) {
        try {
            return "parsed " + Declaration.parse(body);
        } catch (RuntimeException e) {
            return e.getMessage();
        }
    }

    private static GateRow spec(String name, String found, Consumer<GateCase> change) {
        return new GateRow(
                name,
                Reason.SPEC_MISMATCH,
                IDENTITY + ", the stored spec differs. Restore it from a backup.\n  declared: " + DECLARED.spec()
                        + "\n  found:    " + found,
                change);
    }

    private static SpecRow specRow(byte[] body) {
        return new SpecRow(
                DECLARED.spec().toString(), "nightly-report", "summarise", Bytes.of(body), FakeEvidence.NOON);
    }

    private static GateRow declarationColumns(
            String name, String identity, OccasionKey key, String spec, String found) {
        return new GateRow(
                name,
                Reason.IDENTITY_MISMATCH,
                columns("declaration", found),
                it -> it.evidence.declaration =
                        () -> Optional.of(FakeEvidence.row(identity, key, spec, DECLARED.canonicalBytes())));
    }

    private static GateRow runColumns(String name, String identity, OccasionKey key, String spec, String found) {
        return new GateRow(
                name,
                Reason.IDENTITY_MISMATCH,
                columns("run", found),
                it -> it.evidence.run = () -> Optional.of(it.evidence.run(identity, key, spec)));
    }

    private static String columns(String whose, String found) {
        return IDENTITY + ", the columns of the " + whose + "'s row differ" + RESTORE + "  declared: " + COLUMNS
                + "\n  found:    " + found;
    }

    private static byte[] flipped(byte[] body, int index) {
        byte[] changed = body.clone();
        changed[index] ^= 1;
        return changed;
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static Digest digest(String text) {
        return Declarations.aDigest(text);
    }
}
