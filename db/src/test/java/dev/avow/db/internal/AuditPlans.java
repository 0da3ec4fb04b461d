package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;
import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aRun;
import static dev.avow.db.testing.Rows.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Audit.Between;
import dev.avow.db.Audit.Choice;
import dev.avow.db.Audit.Only;
import dev.avow.db.Audit.Span;
import dev.avow.db.Uses;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a verification reads uses an index. */
abstract class AuditPlans extends LookupPlans {

    @Test
    void verifies_runs_by_index() {
        Values page = values().number("limit", 100).digest("after", digest("x"));
        Span between = new Between(Optional.of(digest("x")), Optional.of(digest("y")));
        Span only = new Only(List.of(aRun("job-3", 7).identity()));

        assertThat(plan(SqlAuditTexts.declarations(Choice.all(), true), page))
                .containsAnyOf("declaration_pk", "primary_key");
        assertInOrder(SqlAuditTexts.declarations(Choice.all(), true), page);
        Choice one = Choice.one(digest("x"));
        assertThat(plan(
                        SqlAuditTexts.declarations(one, false),
                        values().digest("identity", digest("x")).number("limit", 1)))
                .containsAnyOf("declaration_pk", "primary_key");
        assertInOrder(SqlAuditTexts.identities(Choice.all(), true), page);
        assertThat(plan(SqlAuditTexts.bytes(only), SqlAudit.of(only)))
                .containsAnyOf("event_run_ix", "event_run_kind_ix", "event_declaration_fk_index");
        for (Span span : List.of(between, only)) {
            assertThat(plan(SqlAuditTexts.events(span), SqlAudit.of(span)))
                    .containsAnyOf("event_run_ix", "event_run_kind_ix", "event_declaration_fk_index", "seq scan");
            assertThat(plan(SqlAuditTexts.ATTEMPTS + SqlAuditTexts.in(span), SqlAudit.of(span)))
                    .containsAnyOf("attempt_pk", "primary_key", "attempt_run_fk_index", "seq scan");
        }
        assertThat(plan(SqlAuditTexts.USES + SqlAuditTexts.in(only), SqlAudit.of(only)))
                .contains("used_run_ix")
                .doesNotContain("seq scan", "tablescan");
        assertThat(plan(SqlAuditTexts.events(only), SqlAudit.of(only))).doesNotContain("seq scan", "tablescan");
        assertThat(plan(SqlAuditTexts.ATTEMPTS + SqlAuditTexts.in(only), SqlAudit.of(only)))
                .doesNotContain("seq scan", "tablescan");
    }

    @Test
    void compares_rows_by_index() {
        Values occasions = values().texts("jobs", List.of("job-3"))
                .texts("tasks", List.of("a"))
                .texts("occasions", List.of("b"))
                .texts("numbers", List.of("1"));

        assertThat(plan(SqlCrossAuditTexts.UPSTREAM, values().digests("identities", List.of(digest("x")))))
                .doesNotContain("tablescan", "seq scan");
        assertThat(plan(SqlCrossAuditTexts.NUMBERS, occasions))
                .containsAnyOf("event_run_kind_ix", "event_run_ix", "event_declaration_fk_index")
                .doesNotContain("seq scan");
        assertThat(plan(SqlCrossAuditTexts.mappings(false), values().number("limit", 100)))
                .contains("declaration_occasion_uk");
        assertInOrder(
                "select seq, at from event where seq >= :from order by seq fetch first :limit rows only",
                values().number("from", 1L).number("limit", 100));
    }

    @Test
    void verifies_what_stands_beside_runs_by_index() {
        Values events = values().number("after", 0L).number("limit", 100);

        assertThat(plan(SqlJobAuditTexts.EVENTS, events)).containsAnyOf("event_run_ix", "event_run_kind_ix");
        assertThat(plan(
                        SqlJobAuditTexts.EVENTS_OF_KIND,
                        values().text("job", "job-3")
                                .text("kind", "SKIPPED")
                                .moment("from", NOON)
                                .moment("to", NOON.plusSeconds(60))))
                .containsAnyOf("event_kind_ix", "event_run_ix", "event_job_ix");
        assertThat(plan(
                        SqlJobAuditTexts.EVENTS_FROM,
                        values().text("job", "job-3")
                                .text("kind", "SKIPPED")
                                .number("from", 1L)
                                .number("before", 9L)))
                .containsAnyOf("event_kind_ix", "event_pk", "primary_key")
                .doesNotContain("seq scan", "tablescan");
        assertInOrder(SqlJobAuditTexts.PLACE, values().number("from", 7L));
        assertThat(plan(
                        SqlJobAuditTexts.lists(true),
                        values().uuid("after", Uses.mark("LIST", "a")).number("limit", 100)))
                .containsAnyOf("used_list_ix", "used_member_ix");
        assertThat(plan(SqlAuditTexts.SIZES, values().digests("digests", List.of(digest("x")))))
                .doesNotContain("tablescan");
    }
}
