package dev.avow.engine.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.engine.run.ManualEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The database's owner drops the guards and changes one thing: the verification names it, or the table says why not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TamperingContract {

    private final Tampering tampering;
    private final HikariDataSource pool;
    private ManualEngine engine;

    TamperingContract(HikariDataSource pool, Tampering tampering) {
        this.pool = pool;
        this.tampering = tampering;
    }

    @BeforeAll
    void fill(@TempDir Path directory) throws IOException {
        engine = Sample.fill(Stores.over(pool, directory.resolve("contents")), directory);
        tampering.unguard(pool, Faults.TABLES);
    }

    @AfterAll
    void close() {
        engine.close();
        pool.close();
    }

    private List<Finding> verify() {
        List<Finding> findings = new ArrayList<>();
        VerificationReport report = new Verifier(engine.store()).verify(Scope.all(), findings::add);
        assertThat(report.passed()).isEqualTo(findings.isEmpty());
        assertThat(report.count(Checked.DECLARATIONS)).isBetween(16L, 25L);
        return findings;
    }

    @Test
    void finds_nothing_where_nothing_was_changed() {
        List<Finding> findings = new ArrayList<>();

        VerificationReport report = new Verifier(engine.store()).verify(Scope.all(), findings::add);

        assertThat(findings).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(report.checked().keySet())
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Checked.CONTENTS_PASSED_OVER)));
    }

    @Test
    void has_a_sample_for_each_column_of_each_table_of_facts_and_projections() {
        assertThat(tampering.columns(pool, Faults.TABLES)).isEqualTo(new TreeSet<>(Faults.columns()));
    }

    @Test
    void names_the_runs_of_a_content_that_does_not_hold() {
        String shared = "(select distinct digest from output where identity in"
                + " (select identity from declaration where job = 'parts'))";
        String changed = "update content set body = X'00' where digest = " + shared
                + "; insert into content (digest, size, body) values"
                + " (X'abababababababababababababababababababababababababababababababab', 1, X'00')"
                + "; update content set body = X'00' where digest = (select list from mapping where job = 'torn')";

        List<String> subjects = after(
                changed,
                findings -> findings.stream()
                        .filter(finding -> finding.kind() == FindingKind.CONTENT_CHANGED)
                        .map(Finding::subject)
                        .filter(subject -> subject.startsWith("content "))
                        .map(subject -> subject.replaceAll("sha256:[0-9a-f]{64}", "D"))
                        .toList());

        assertThat(subjects)
                .containsExactlyInAnyOrder(
                        "content D size, of D and 2 more",
                        "content D, of D and 2 more",
                        "content D, of no run",
                        "content D size, of D",
                        "content D, of D");
    }

    @TestFactory
    Stream<DynamicTest> names_each_fault() {
        return Faults.all().stream()
                .map(fault -> dynamicTest(
                        fault.name(),
                        () -> assertThat(after(fault)).as(fault.sql()).contains(fault.expected())));
    }

    @TestFactory
    Stream<DynamicTest> does_not_see_what_is_said_not_to_be_seen() {
        return Faults.unseen().stream()
                .map(fault -> dynamicTest(
                        fault.name(),
                        () -> assertThat(after(fault)).as(fault.sql()).isEmpty()));
    }

    private Set<FindingKind> after(Faults.Fault fault) {
        return after(
                fault.sql(),
                findings -> findings.stream()
                        .map(Finding::kind)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(FindingKind.class))));
    }

    private <T> T after(String sql, Function<List<Finding>, T> read) {
        tampering.save(pool, Faults.TABLES);
        try {
            assertThat(tampering.execute(pool, sql)).as(sql).isPositive();
            return read.apply(verify());
        } finally {
            tampering.restore(pool, Faults.TABLES);
        }
    }
}
