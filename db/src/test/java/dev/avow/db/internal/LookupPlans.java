package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;
import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aRun;
import static dev.avow.db.testing.Rows.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Lookups.RunFilter;
import dev.avow.db.Lookups.Use;
import dev.avow.db.Runs.PageKey;
import dev.avow.db.internal.LookupSql.Branch;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each question about runs uses an index, first page and next. */
abstract class LookupPlans extends PlanContract {

    private static RunFilter filter(Optional<String> job, Set<String> states, boolean lead, Use... uses) {
        return filter(job, states, Optional.empty(), lead, uses);
    }

    private static RunFilter filter(
            Optional<String> job, Set<String> states, Optional<Boolean> executed, boolean lead, Use... uses) {
        return new RunFilter(
                job,
                Optional.empty(),
                states,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                executed,
                List.of(uses),
                lead);
    }

    private static Optional<PageKey> before(boolean next) {
        return next ? Optional.of(new PageKey(NOON.plusSeconds(290), NOON, 1, digest("x"))) : Optional.empty();
    }

    /** Each branch goes through the index, in its order. */
    private void assertPlans(RunFilter filter, boolean next, String index, int branches) {
        LookupSql query = SqlLookups.query(filter, before(next), 20);

        assertThat(plan(query.text(), query.values()).split(index, -1)).hasSize(branches + 1);
        assertInOrder(query.text(), query.values());
    }

    @Test
    void a_next_page_enters_the_index_where_the_last_one_ended() {
        for (RunFilter filter : List.of(
                filter(Optional.of("job-3"), Set.of(), false),
                filter(Optional.of("job-3"), Set.of("DECLARED"), false),
                filter(Optional.empty(), Set.of("DECLARED"), false),
                filter(Optional.empty(), Set.of(), true, new Use("SUBMITTER", "schedule")))) {
            LookupSql query = SqlLookups.query(filter, before(true), 20);

            assertThat(plan(query.text(), query.values()).lines())
                    .as(query.text())
                    .anyMatch(line -> line.matches(".*index cond:.*\\bat\\b.* <=? .*| *and at <= .*"));
        }
    }

    /** Only inputs and upstream runs are in lists. */
    @Test
    void what_is_in_no_list_is_looked_for_in_none() {
        for (String kind : List.of("SPEC", "MODEL", "TEMPLATE", "SUBMITTER")) {
            Use use = new Use(kind, "x");
            for (RunFilter filter : List.of(
                    filter(Optional.empty(), Set.of(), true, use),
                    filter(Optional.of("job-3"), Set.of(), false, use))) {
                assertThat(SqlLookups.query(filter, before(false), 20).text()).doesNotContain("used_member");
            }
        }
    }

    private static LookupSql branch(Way way, RunFilter filter, boolean next) {
        return LookupSql.of(List.of(Branch.of(way)), filter, before(next), 20);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runs_of_a_job_are_found_by_index(boolean next) {
        assertPlans(filter(Optional.of("job-3"), Set.of(), false), next, "run_page_ix", 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void newest_attempts_of_a_page_are_found_by_their_key(boolean next) {
        RunFilter filter = filter(Optional.of("job-3"), Set.of(), false);
        LookupSql query = LookupSql.listed(List.of(Branch.of(Way.JOB)), filter, before(next), 20);

        assertThat(plan(query.text(), query.values()))
                .contains("run_page_ix")
                .containsAnyOf("attempt_pk", "primary_key", "attempt_run_fk")
                .doesNotContain("tablescan");
        assertInOrder(query.text(), query.values());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runs_of_a_job_in_a_state_are_found_by_index(boolean next) {
        assertPlans(filter(Optional.of("job-3"), Set.of("DECLARED"), false), next, "run_job_state_ix", 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runs_in_a_state_are_found_by_index(boolean next) {
        assertPlans(filter(Optional.empty(), Set.of("DECLARED", "FAILED"), false), next, "run_state_page_ix", 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runs_of_all_jobs_are_found_by_index(boolean next) {
        assertPlans(filter(Optional.empty(), Set.of(), false), next, "run_state_page_ix", 10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runs_that_were_never_executed_are_found_by_index(boolean next) {
        Set<String> states = Set.of("DECLARED", "CANCELLED", "REJECTED", "EXPIRED");
        Optional<Boolean> never = Optional.of(false);

        assertPlans(filter(Optional.of("job-3"), states, never, false), next, "run_job_state_ix", 4);
        assertPlans(filter(Optional.empty(), states, never, false), next, "run_state_page_ix", 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"REFUSED", "SKIPPED", "UNDECLARED"})
    void what_was_never_declared_is_found_by_index(String kind) {
        Values values = values().text("job", "job-3")
                .text("kind", kind)
                .number("before", Long.MAX_VALUE)
                .number("limit", 20);

        assertThat(plan(SqlEvents.ofKind(kind), values)).contains("event_kind_ix");
        assertInOrder(SqlEvents.ofKind(kind), values);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_runs_used_is_found_by_index(boolean next) {
        RunFilter filter = filter(Optional.empty(), Set.of(), true, new Use("INPUT", "input 7"));
        LookupSql both = SqlLookups.query(filter, before(next), 20);
        LookupSql direct = branch(Way.USE, filter, next);
        LookupSql lists = branch(Way.LIST, filter, next);

        assertThat(plan(direct.text(), direct.values())).contains("used_mark_ix");
        assertInOrder(direct.text(), direct.values());
        for (LookupSql query : List.of(lists, both)) {
            assertThat(plan(query.text(), query.values()))
                    .contains("used_member_ix")
                    .containsAnyOf("used_mark_ix", "used_run_ix");
        }
    }

    @Test
    void what_very_many_runs_used_comes_in_the_order_of_the_index() {
        RunFilter filter = filter(Optional.empty(), Set.of(), true, new Use("SUBMITTER", "schedule"));
        LookupSql query = branch(Way.USE, filter, true);

        assertInOrder(query.text(), query.values());
    }

    @Test
    void what_a_run_also_used_is_looked_up_by_index() {
        RunFilter filter = filter(Optional.of("job-3"), Set.of(), false, new Use("SUBMITTER", "schedule"));
        LookupSql query = SqlLookups.query(filter, before(false), 20);

        assertThat(plan(query.text(), query.values())).contains("run_page_ix").contains("used");
    }

    @Test
    void what_a_run_used_and_what_is_in_lists_is_found_by_index() {
        Values run = values().digest("identity", aRun("job-3", 7).identity());
        Values list = SqlUses.list("list 7");

        assertThat(plan(SqlUses.OF_RUN, run)).contains("used_run_ix");
        assertThat(plan(SqlUses.HAS_LIST, list)).contains("used_list_ix");
        assertThat(plan(SqlUses.MEMBERS, list)).contains("used_list_ix");
    }

    @Test
    void candidates_are_found_by_index() {
        Values values = values().digest("digest", digest("job-3 7"))
                .number("before", Long.MAX_VALUE)
                .number("limit", 20);

        assertThat(plan(SqlLookups.OUTPUTS, values)).contains("output_digest_ix");
        assertInOrder(SqlLookups.OUTPUTS, values);
    }

    @Test
    void tallies_of_a_job_use_its_index() {
        Values span = values().text("job", "job-3").moment("from", NOON).moment("to", NOON.plusSeconds(20));
        Values events = SqlTallies.between(aRun("job-3", 20), aRun("job-3", 7)).texts("kinds", Set.of("DENIED"));

        assertThat(plan(SqlTallies.STATES, span)).contains("run_page_ix");
        assertThat(plan(SqlTallies.DURATIONS, span)).contains("run_page_ix");
        assertThat(plan(SqlTallies.LATENESS, span)).contains("run_page_ix");
        assertThat(plan(SqlTallies.EVENTS, events))
                .contains("run_page_ix")
                .containsAnyOf("event_run_kind_ix", "event_run_ix", "event_declaration_fk_index");
    }

    @Test
    void schedules_of_a_job_are_found_by_the_key_of_cursors() {
        assertThat(plan(SqlSlots.DEFINITIONS, values().text("job", "job-3")))
                .containsAnyOf("cursor_pk", "primary_key")
                .doesNotContain("tablescan");
    }
}
