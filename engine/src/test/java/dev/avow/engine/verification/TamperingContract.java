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

    private Set<FindingKind> verify() {
        List<Finding> findings = new ArrayList<>();
        VerificationReport report = new Verifier(engine.store()).verify(Scope.all(), findings::add);
        assertThat(report.passed()).isEqualTo(findings.isEmpty());
        assertThat(report.count(Checked.DECLARATIONS)).isBetween(16L, 25L);
        return findings.stream()
                .map(Finding::kind)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FindingKind.class)));
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
        tampering.save(pool, Faults.TABLES);
        try {
            assertThat(tampering.execute(pool, fault.sql())).as(fault.sql()).isPositive();
            return verify();
        } finally {
            tampering.restore(pool, Faults.TABLES);
        }
    }
}
