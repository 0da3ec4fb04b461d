package dev.avow.engine.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Migrated;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.ManualRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"H2", "PostgreSQL"})
class VerifierTest {

    @Parameter
    private String database;

    @TempDir
    private Path directory;

    private final List<Finding> findings = new ArrayList<>();
    private final List<String> positions = new ArrayList<>();
    private ManualEngine engine;
    private Store store;
    private AutoCloseable pool;

    @BeforeEach
    void fill() throws IOException {
        if (database.equals("H2")) {
            store = Migrated.embedded(directory.resolve("store"));
            pool = () -> {};
        } else {
            HikariDataSource schema = Migrated.newSchema();
            store = Stores.over(schema, directory.resolve("contents"));
            pool = schema;
        }
        engine = Sample.fill(store, directory);
    }

    @AfterEach
    void close() throws Exception {
        engine.close();
        pool.close();
    }

    private VerificationReport verify(Scope scope) {
        return new Verifier(store).verify(scope, listener());
    }

    private VerificationListener listener() {
        return new VerificationListener() {
            @Override
            public void found(Finding finding) {
                findings.add(finding);
            }

            @Override
            public void reached(String position, Map<Checked, Long> checked) {
                positions.add(position);
            }
        };
    }

    @Test
    void checks_the_runs_of_one_job_and_those_since_a_moment() {
        VerificationReport job = verify(Scope.all().job("nightly"));
        VerificationReport since = verify(Scope.all().job("nightly").since(Instant.parse("2026-01-10T00:00:00Z")));

        assertThat(findings).isEmpty();
        assertThat(job.passed()).isTrue();
        assertThat(job.count(Checked.DECLARATIONS)).isEqualTo(6);
        assertThat(job.count(Checked.SLOTS)).isEqualTo(5);
        assertThat(since.count(Checked.DECLARATIONS)).isEqualTo(2);
        assertThat(since.passed()).isTrue();
    }

    @Test
    void nothing_checked_is_not_passed() {
        VerificationReport unknown = verify(Scope.all().job("no-such"));
        VerificationReport later = verify(Scope.all().since(Instant.parse("2027-01-01T00:00:00Z")));

        assertThat(findings).isEmpty();
        assertThat(unknown.isNothingChecked()).isTrue();
        assertThat(unknown.passed()).isFalse();
        assertThat(later.passed()).isFalse();
    }

    @Test
    void goes_on_where_an_earlier_one_had_come_to() {
        for (int i = 0; i < 60; i++) {
            engine.avow()
                    .trigger(
                            "chain", JsonObject.empty(), ManualRequest.by("ann").key("more " + i));
        }
        long all = verify(Scope.all()).count(Checked.DECLARATIONS);

        VerificationReport rest = verify(Scope.all().resume(positions.get(0)));

        assertThat(findings).isEmpty();
        assertThat(positions.get(0)).startsWith("runs:sha256:");
        assertThat(rest.count(Checked.DECLARATIONS)).isEqualTo(all - 50);
        assertThat(rest.passed()).isTrue();
        assertThat(rest.resumedAt()).contains(positions.get(0));
        assertThatThrownBy(() -> verify(Scope.all().resume("slots:nonsense")))
                .isInstanceOf(EngineException.class)
                .hasMessage("Position 'nonsense' is none of a verification. Give one that a verification of this store"
                        + " has shown, or none.");
    }

    @Test
    void refuses_a_place_among_lists_that_is_no_mark() {
        String place = Keys.of("sha256:" + "ab".repeat(32));

        assertThatThrownBy(() -> verify(Scope.all().resume("lists:" + place)))
                .isInstanceOf(EngineException.class)
                .hasMessage("Position '" + place + "' is none of a verification. Give one that a verification of this"
                        + " store has shown, or none.");
    }

    @Test
    void a_page_has_few_bytes_of_all_that_is_stored_of_its_runs() {
        String letter = "a".repeat(20_000);
        for (int i = 0; i < 10; i++) {
            engine.avow()
                    .trigger(
                            "letters",
                            JsonObject.builder().put("letter", letter + i).build(),
                            ManualRequest.by("ann").key("long " + i));
        }
        engine.fireDue();

        long runs = verify(Scope.all()).count(Checked.DECLARATIONS);
        assertThat(runPages()).isZero();
        VerificationReport report = new Verifier(store, 15_000).verify(Scope.all(), listener());

        assertThat(findings).isEmpty();
        assertThat(report.count(Checked.DECLARATIONS)).isEqualTo(runs);
        assertThat(runPages()).isGreaterThan(10);
    }

    private long runPages() {
        return positions.stream()
                .filter(position -> position.startsWith("runs:"))
                .count();
    }

    @Test
    void a_missing_content_is_a_finding_unless_that_is_allowed() {
        store.writeOnly(session -> session.jobAudit()
                .contents(java.util.Optional.empty(), 100)
                .forEach(content -> session.erasures().deleteContent(content.digest())));

        VerificationReport strict = verify(Scope.all());
        findings.clear();
        VerificationReport relaxed = verify(Scope.all().allowMissingContents());

        assertThat(strict.findings().keySet()).containsExactly(FindingKind.CONTENT_MISSING);
        assertThat(findings).isEmpty();
        assertThat(relaxed.passed()).isTrue();
        assertThat(relaxed.count(Checked.CONTENTS_PASSED_OVER)).isPositive();
    }

    @Test
    void finds_nothing_while_an_engine_works() throws ExecutionException, InterruptedException {
        CompletableFuture<Void> work = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 40; i++) {
                engine.avow()
                        .trigger(
                                "chain",
                                JsonObject.empty(),
                                ManualRequest.by("ann").key("busy " + i));
                engine.fireDue();
            }
        });
        int rounds = 0;
        do {
            verify(Scope.all());
            rounds++;
        } while (!work.isDone());
        work.get();

        assertThat(findings).isEmpty();
        assertThat(rounds).isPositive();
    }
}
