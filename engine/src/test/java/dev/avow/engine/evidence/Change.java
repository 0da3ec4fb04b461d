package dev.avow.engine.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One thing that is changed; all is as before in the rest. */
@SuppressWarnings("ImmutableEnumChecker") // why: its lambdas have no state
enum Change {
    DECLARATION(
            false, (tree, run, forged) -> tree.replace(run + "/declaration.json", "\"summarise\"", "\"summarize\"")),
    SPEC(false, (tree, run, forged) -> tree.replace(run + "/spec.json", "\"summarise\"", "\"summarize\"")),
    EVENT(false, (tree, run, forged) -> tree.replace(event(tree, run), "SUCCEEDED", "SUCCEEDEE")),
    EVENT_REMOVED(false, (tree, run, forged) -> Files.delete(tree.root().resolve(event(tree, run)))),
    EVENTS(false, (tree, run, forged) -> tree.replace(run + "/events.ndjson", "2026-01-05", "2026-01-06")),
    ATTEMPTS(false, (tree, run, forged) -> tree.replace(run + "/attempts.ndjson", "FAILED", "PASSED")),
    OUTPUTS(false, (tree, run, forged) -> tree.replace(run + "/outputs.ndjson", "again", "other")),
    OUTPUT(false, (tree, run, forged) -> tree.replace(output(tree, run), Desk.SUMMARY, "no open tickets")),
    PAGE(false, (tree, run, forged) -> tree.replace(run + "/README.md", "SUCCEEDED", "FAILED")),
    STATEMENT(false, (tree, run, forged) -> tree.replace(run + "/statement.json", "SUCCEEDED", "SUCCEEDEE")),
    SIGNATURE(false, (tree, run, forged) -> tree.write(run + "/envelope.dsse.json", flipped(tree, run))),
    SIGNATURE_OF_ANOTHER(
            false,
            (tree, run, forged) -> tree.write(run + "/envelope.dsse.json", forged.text(run + "/envelope.dsse.json"))),
    PAYLOAD_TYPE(
            false, (tree, run, forged) -> tree.replace(run + "/envelope.dsse.json", "in-toto+json", "in-tota+json")),
    PUBLIC_KEY(false, (tree, run, forged) -> tree.write("public-key.pem", forged.text("public-key.pem"))),
    /** Two keys in one file: one to be compared, and one to verify with. */
    PUBLIC_KEY_AND_ANOTHER(false, (tree, run, forged) -> {
        String trusted = tree.text("public-key.pem").replace("PUBLIC KEY", "OTHER KEY");
        tree.write("public-key.pem", trusted + forged.text("public-key.pem"));
        tree.write(run + "/envelope.dsse.json", forged.text(run + "/envelope.dsse.json"));
        tree.write(run + "/statement.json", forged.text(run + "/statement.json"));
    }),
    /** The same member twice: who reads the first one sees another payload. */
    PAYLOAD_TWICE(
            false,
            (tree, run, forged) ->
                    tree.replace(run + "/envelope.dsse.json", "{\"payload\":", "{\"payload\":\"AAAA\",\"payload\":")),
    SIGNATURE_ADDED(
            false,
            (tree, run, forged) -> tree.replace(
                    run + "/envelope.dsse.json", "\"}]}", "\"},{\"keyid\":\"sha256:00\",\"sig\":\"AA==\"}]}")),
    FOLDER_LINKED(false, (tree, run, forged) -> {
        Path more = Files.createDirectories(tree.root().resolveSibling("more"));
        Files.writeString(more.resolve("approval"), "approved");
        Files.createSymbolicLink(tree.root().resolve(run + "/approvals"), more);
    }),
    /** The link has the files that are listed, and one more. */
    OUTPUTS_LINKED(false, (tree, run, forged) -> {
        Path outputs = tree.root().resolve(run + "/outputs");
        Path moved = Files.move(outputs, tree.root().resolveSibling("moved"));
        Files.writeString(moved.resolve("more"), "more");
        Files.createSymbolicLink(outputs, moved);
    }),
    FILE_ADDED(true, (tree, run, forged) -> tree.write(run + "/outputs/more", "more"));

    private final boolean needsSignature;
    private final Making making;

    Change(boolean needsSignature, Making making) {
        this.needsSignature = needsSignature;
        this.making = making;
    }

    /** Tells whether a list of files alone does not show it. */
    boolean needsSignature() {
        return needsSignature;
    }

    void make(Tree tree, String run, Tree forged) throws IOException {
        making.make(tree, run, forged);
    }

    private static String event(Tree tree, String run) throws IOException {
        return tree.with("\"SUCCEEDED\"").stream()
                .filter(name -> name.startsWith(run + "/events/"))
                .findFirst()
                .orElseThrow();
    }

    private static String output(Tree tree, String run) throws IOException {
        return tree.with(Desk.SUMMARY).stream()
                .filter(name -> name.startsWith(run + "/outputs/"))
                .findFirst()
                .orElseThrow();
    }

    private static String flipped(Tree tree, String run) throws IOException {
        String text = tree.text(run + "/envelope.dsse.json");
        int at = text.indexOf("\"sig\":\"") + 10;
        return text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
    }

    private interface Making {

        void make(Tree tree, String run, Tree forged) throws IOException;
    }
}
