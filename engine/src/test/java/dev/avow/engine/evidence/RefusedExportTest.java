package dev.avow.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is missing, or is not what was stored, is named, and nothing is exported. */
class RefusedExportTest {

    private static final String HOLDS =
            "Export refused: what the store has of run THIS does not hold. 'avow verify' tells of"
                    + " the whole store; restore it from a backup.\n  ";

    @TempDir
    Path directory;

    private Desk desk;
    private Identity run;
    private EvidenceExport export;

    @BeforeEach
    void start() {
        desk = Desk.postgres(directory);
        run = desk.tickets("k");
        export = EvidenceExport.signed(desk.store, Desk.key(directory.resolve("signing.key")));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private void assertRefused(String message) throws IOException {
        assertThatThrownBy(() -> export.runs(List.of(run), directory.resolve("out")))
                .isInstanceOf(EvidenceException.class)
                .hasMessageStartingWith(message);
        assertNothingLeft();
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("contents", "signing.key");
        }
    }

    private void tamper(String table, String sql) throws SQLException {
        try (Connection connection = desk.store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table " + table + " disable trigger all");
            assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "declaration; update declaration set body = '{}'; HOLDS IDENTITY_MISMATCH THIS",
                "declaration; update declaration set occasion = occasion || 'x'; HOLDS COLUMN_MISMATCH THIS declaration",
                "declaration; delete from declaration; Export refused: of run THIS, its declaration is missing.",
                "spec; update spec set body = '{}'; HOLDS SPEC_MISMATCH spec sha256:",
                "spec; delete from spec; HOLDS SPEC_MISSING THIS",
                "event; update event set body = '{}' where kind = 'OUTCOME'; HOLDS EVENT_DIGEST_MISMATCH THIS event ",
                "event; update event set attempt = 2 where kind = 'CLAIMED' and attempt = 1; HOLDS EVENT_MISPLACED THIS event ",
                "event; delete from event where kind = 'OUTCOME'; HOLDS EVENT_MISPLACED THIS event ",
                "run; delete from run where identity in (select identity from declaration); No run has the identity THIS in the store",
                "run; update run set occasion = occasion || 'x'; HOLDS COLUMN_MISMATCH THIS run",
                "run; update run set policy = 'x'; HOLDS COLUMN_MISMATCH THIS run policy",
                "run; update run set state = 'FAILED'; HOLDS RUN_MISMATCH THIS run",
                "run; update run set attempts = 1; HOLDS RUN_MISMATCH THIS run",
                "attempt; update attempt set state = 'SUCCEEDED', detail = ''; HOLDS ATTEMPT_MISMATCH THIS attempt 1 state",
                "attempt; update attempt set node = 'other'; HOLDS ATTEMPT_MISMATCH THIS attempt 1 node",
                "attempt; delete from attempt where attempt = 1; HOLDS ATTEMPT_MISSING THIS attempt 1",
                "output; update output set digest = decode(repeat('00', 32), 'hex'); HOLDS OUTPUT_MISMATCH THIS attempt 2 output 'again'",
                "output; update output set name = 'other' where name = 'again'; HOLDS OUTPUT_MISMATCH THIS attempt 2 output 'other'",
                "output; update output set media_type = 'text/html'; HOLDS OUTPUT_MISMATCH THIS attempt 2 output 'again'",
                "output; update output set size = 7; HOLDS OUTPUT_MISMATCH THIS attempt 2 output 'again'",
                "output; update output set attempt = 1; HOLDS OUTPUT_MISMATCH THIS attempt 1 output 'again'",
                "output; delete from output where name = 'again'; HOLDS OUTPUT_MISSING THIS attempt 2 output 'again'",
                "content; delete from content; Export refused: content SUMMARY, which is output 'again' of attempt 2 of run THIS, is not kept",
                "content; update content set body = decode(repeat('00', size::int), 'hex'); Export refused: content SUMMARY, which is output 'again' of attempt 2 of run THIS, cannot be read, or is not what was kept"
            })
    void names_what_was_changed(String table, String sql, String message) throws Exception {
        tamper(table, sql);

        assertRefused(message.replace("HOLDS ", HOLDS)
                .replace("THIS", run.toString())
                .replace("SUMMARY", Digest.of(Desk.bytes(Desk.SUMMARY)).text()));
    }

    @Test
    void names_a_large_content_that_was_changed_or_lost() throws Exception {
        Digest scan = Digest.of(Desk.LARGE);
        Path file = directory
                .resolve("contents")
                .resolve(scan.hex().substring(0, 2))
                .resolve(scan.hex().substring(2));
        String what = "Export refused: content " + scan + ", which is output 'scan' of attempt 2 of run " + run + ", ";

        Files.write(file, new byte[Desk.LARGE.length - 1]);
        assertRefused(what + "cannot be read, or is not what was kept.");
        Files.delete(file);
        assertRefused(what + "is not kept. Restore it from a backup, or give the directory of contents above 1 MiB.");
    }

    @Test
    void a_lost_mark_of_a_private_output_is_named_and_lets_nothing_out() throws Exception {
        run = desk.letter("k");
        tamper("output", "update output set is_private = false");

        assertRefused((HOLDS + "OUTPUT_MISMATCH THIS attempt 1 output 'text'").replace("THIS", run.toString()));
    }

    @Test
    void tells_the_first_findings_and_how_many_more_there_are() throws Exception {
        tamper("event", "update event set digest = decode(repeat('00', 32), 'hex'), job = 'x', kind = 'x'");

        assertThatThrownBy(() -> export.runs(List.of(run), directory.resolve("out")))
                .hasMessageMatching(
                        "(?s)[^\n]*(\n  [A-Z_]+ sha256:[^\n]*\n    expected: [^\n]*\n    found:    [^\n]*){10}"
                                + "\n  and [0-9]+ more");
        assertNothingLeft();
    }

    @Test
    void says_what_is_not_there() throws IOException {
        Identity unknown = new Identity(Digest.of(new byte[0]));
        Path out = directory.resolve("out");

        assertThatThrownBy(() -> export.runs(List.of(run, unknown), out))
                .isInstanceOf(EvidenceException.class)
                .hasMessage(
                        "No run has the identity " + unknown + " in the store. Look it up in the history of its job.");
        assertThatThrownBy(() -> export.runs(List.of(), out))
                .isInstanceOf(EvidenceException.class)
                .hasMessage("No run is given. Name at least one by its identity.");
        assertThatThrownBy(() -> export.job("no-job", out))
                .isInstanceOf(EvidenceException.class)
                .hasMessage("Nothing exported: job 'no-job' has no runs in the store. Check its name.");
        assertThatThrownBy(() -> export.job("tickets", Instant.parse("2027-01-01T00:00:00Z"), out))
                .isInstanceOf(EvidenceException.class)
                .hasMessage("Nothing exported: job 'tickets' has no runs at 2027-01-01T00:00:00Z or after it in the"
                        + " store. Check its name and the time.");
        assertNothingLeft();
    }
}
