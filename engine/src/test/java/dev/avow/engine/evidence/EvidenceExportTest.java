package dev.avow.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Bytes;
import dev.avow.db.Events.EventRow;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What an export has, on every database. */
class EvidenceExportTest extends ExportContract {

    @Test
    void has_each_file_with_its_exact_bytes_in_lists_that_fit() throws Exception {
        Identity run = desk.tickets("k");
        String hex = run.digest().hex();

        Tree tree = export("out", run);

        assertThat(Digest.of(tree.files().get(hex + "/declaration.json")).hex()).isEqualTo(hex);
        JsonObject declaration = CanonicalJson.parseObject(tree.files().get(hex + "/declaration.json"));
        assertThat(declaration.find("spec").orElseThrow().toString())
                .contains(Digest.of(tree.files().get(hex + "/spec.json")).text());
        assertThat(tree.text(
                        hex + "/outputs/" + Digest.of(Desk.bytes(Desk.SUMMARY)).hex()))
                .isEqualTo(Desk.SUMMARY);
        assertThat(tree.files().get(hex + "/outputs/" + Digest.of(Desk.LARGE).hex()))
                .isEqualTo(Desk.LARGE);
        List<String> events = tree.text(hex + "/events.ndjson").lines().toList();
        assertThat(events)
                .allSatisfy(line ->
                        assertThat(CanonicalJson.isCanonical(Desk.bytes(line))).isTrue());
        assertThat(tree.files().keySet().stream().filter(name -> name.contains("/events/")))
                .hasSameSizeAs(events)
                .hasSameSizeAs(
                        desk.engine.avow().history().run(run).orElseThrow().events());
        assertThat(tree.files().keySet().stream()
                        .filter(name -> !name.contains("/events/"))
                        .map(name -> name.replace(hex, "RUN")))
                .containsExactlyInAnyOrder(
                        "RUN/README.md",
                        "RUN/SHA256SUMS",
                        "RUN/attempts.ndjson",
                        "RUN/declaration.json",
                        "RUN/envelope.dsse.json",
                        "RUN/events.ndjson",
                        "RUN/outputs.ndjson",
                        "RUN/outputs/" + Digest.of(Desk.LARGE).hex(),
                        "RUN/outputs/" + Digest.of(Desk.bytes(Desk.SUMMARY)).hex(),
                        "RUN/spec.json",
                        "RUN/statement.json",
                        "SHA256SUMS",
                        "envelope.dsse.json",
                        "public-key.pem",
                        "statement.json");
        Tree again = tree.copyTo(directory.resolve("again"));
        again.sum(hex);
        assertThat(again.digests()).isEqualTo(tree.digests());
    }

    @Test
    void signs_an_in_toto_statement_in_an_envelope() throws Exception {
        Identity run = desk.tickets("k");
        String hex = run.digest().hex();

        Tree tree = export("out", run);

        byte[] statement = tree.files().get(hex + "/statement.json");
        assertThat(CanonicalJson.isCanonical(statement)).isTrue();
        assertThat(tree.text(hex + "/statement.json"))
                .startsWith("{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicate\":{\"attempts\":2,")
                .contains("\"job\":\"tickets\"", "\"state\":\"SUCCEEDED\"", "\"identity\":\"" + run + "\"")
                .endsWith(
                        "\"predicateType\":\"https://avow.dev/evidence/run/v1\",\"subject\":[{\"digest\":{\"sha256\":\""
                                + hex + "\"},\"name\":\"declaration.json\"}]}");
        String envelope = tree.text(hex + "/envelope.dsse.json");
        String sig = envelope.replaceAll(".*\"sig\":\"([^\"]*)\".*", "$1");
        assertThat(envelope)
                .isEqualTo("{\"payload\":\"" + Base64.getEncoder().encodeToString(statement)
                        + "\",\"payloadType\":\"application/vnd.in-toto+json\",\"signatures\":[{\"keyid\":\""
                        + key.keyId()
                        + "\",\"sig\":\"" + sig + "\"}]}");
        Signature verifying = Signature.getInstance("Ed25519");
        verifying.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(
                        Pem.find(Pem.PUBLIC_KEY, tree.text("public-key.pem")).orElseThrow())));
        verifying.update(Desk.bytes("DSSEv1 28 application/vnd.in-toto+json " + statement.length + " "));
        verifying.update(statement);
        assertThat(verifying.verify(Base64.getDecoder().decode(sig))).isTrue();
    }

    @Test
    void gives_the_same_files_each_time_and_in_any_order() throws Exception {
        Identity run = desk.tickets("k");
        Identity letter = desk.letter("k");

        Tree one = export("one", run, letter);
        Tree two = export("two", letter, run, letter);

        assertThat(two.digests()).isEqualTo(one.digests());
    }

    @Test
    void says_that_nothing_is_signed() throws Exception {
        Identity run = desk.tickets("k");
        Path target = directory.resolve("out");

        ExportReport report = EvidenceExport.unsigned(desk.store).runs(List.of(run), target);

        assertThat(report).isEqualTo(new ExportReport(target, 1, Optional.empty()));
        Tree tree = new Tree(target);
        assertThat(tree.text(run.digest().hex() + "/envelope.dsse.json")).endsWith(",\"signatures\":[]}");
        assertThat(tree.text(run.digest().hex() + "/README.md"))
                .contains("**Not signed.**")
                .doesNotContain("Ed25519");
        assertThat(target.resolve("public-key.pem")).doesNotExist();
    }

    @Test
    void has_all_events_of_a_run_that_has_many() throws Exception {
        Identity run = desk.tickets("k");
        byte[] body = Desk.bytes("{\"deadline\":\"2026-01-06T00:00:00Z\"}");
        desk.store.writeOnly(session -> {
            for (int i = 0; i < 120; i++) {
                session.events()
                        .append(new EventRow(
                                "DEADLINE_MISSED",
                                "tickets",
                                Optional.of(run.toString()),
                                OptionalInt.empty(),
                                desk.engine.clock().instant(),
                                Bytes.of(body),
                                Digest.of(body).text()));
            }
        });

        Tree tree = export("out", run);

        assertThat(tree.text(run.digest().hex() + "/events.ndjson")
                        .lines()
                        .filter(line -> line.contains("DEADLINE_MISSED")))
                .hasSize(120)
                .doesNotHaveDuplicates();
    }

    @Test
    void takes_an_empty_directory_and_touches_no_other() throws IOException {
        Identity run = desk.tickets("k");
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path full = Files.createDirectory(directory.resolve("full"));
        Files.writeString(full.resolve("mine"), "mine");

        assertThat(export.runs(List.of(run), empty).directory())
                .isEqualTo(empty)
                .isNotEmptyDirectory();
        for (Path taken : List.of(full, full.resolve("mine"), empty)) {
            assertThatThrownBy(() -> export.runs(List.of(run), taken))
                    .isExactlyInstanceOf(EngineException.class)
                    .hasMessage("Directory '" + taken
                            + "' is not empty, or is no directory. Give one that is not there yet.");
        }
        assertThat(full)
                .isDirectoryContaining(file -> file.getFileName().toString().equals("mine"));
    }
}
