package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;
import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aRun;
import static dev.avow.db.testing.Rows.bytes;
import static dev.avow.db.testing.Rows.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each documented query uses an index, on thousands of rows; the queries are those that the store itself runs. */
abstract class PlanContract {

    abstract Store store();

    @Test
    void finds_identities_by_their_key() {
        Values values = values().digest("first", "sha256:aa" + "0".repeat(62))
                .digest("last", "sha256:aa" + "f".repeat(62))
                .number("limit", 20);

        assertThat(plan(SqlRuns.IDENTITIES, values)).containsAnyOf("run_pk", "primary_key", "run_declaration_fk");
        assertInOrder(SqlRuns.IDENTITIES, values);
    }

    @Test
    void finds_what_a_claim_rests_on_by_index() {
        KeyList runs = KeyList.digests(List.of(
                aRun("job-3", 7).identity(),
                aRun("job-4", 8).identity(),
                aRun("job-5", 9).identity()));
        Values kinds =
                values().digest("identity", aRun("job-3", 7).identity()).texts("kinds", Set.of("DECLARED", "APPROVED"));
        String see = plan(SqlClaims.SEE, kinds);
        assertThat(plan(runs.in(SqlClaims.LOCK_FREE), runs.values())).containsAnyOf("run_pk", "primary_key");
        assertThat(plan(runs.in(SqlRuns.LOCK_FREE), runs.values())).containsAnyOf("run_pk", "primary_key");
        assertThat(see)
                .containsAnyOf("declaration_pk", "primary_key")
                .containsAnyOf("event_run_kind_ix", "event_run_ix");
        // why: of a few specs and pauses PostgreSQL rather reads all
        assertThat(see.replaceAll("seq scan on (pause|spec)", "")).doesNotContain("tablescan", "seq scan");
    }

    @Test
    void finds_waiting_runs_by_index() {
        Values values = values().text("reason", "POOL").number("limit", 20);

        assertThat(plan(SqlRuns.WAITING, values)).contains("run_waiting_ix");
        assertInOrder(SqlRuns.WAITING, values);
        Values after = values().text("reason", "POOL")
                .number("limit", 20)
                .moment("since", NOON)
                .digest("identity", digest("x"));
        assertThat(plan(SqlRuns.WAITING_AFTER, after)).contains("run_waiting_ix");
        assertInOrder(SqlRuns.WAITING_AFTER, after);
    }

    @Test
    void finds_runs_that_nothing_would_move_by_index() {
        Values values = values().text("state0", "DECLARED")
                .text("state1", "RETRYING")
                .text("scheduler", "avow")
                .text("group", "execute")
                .number("limit", 20);
        String query = SqlAdrift.undeferredQuery(store().database(), 2);

        assertThat(plan(query, values).split("run_state_ix", -1)).hasSize(3);
        assertInOrder(query, values);
    }

    @Test
    void finds_deferred_runs_that_nothing_would_move_by_index() {
        Values values =
                values().text("scheduler", "avow").text("group", "execute").number("limit", 20);

        assertThat(plan(SqlAdrift.deferredQuery(store().database()), values)).contains("run_waiting_ix");
    }

    @Test
    void finds_what_an_attempt_was_deferred_with_by_index() {
        Values values = values().digest("identity", aRun("job-3", 7).identity()).number("attempt", 1);

        assertThat(plan(SqlDeferrals.FIND, values)).containsAnyOf("deferral_pk", "primary_key", "deferral_attempt_fk");
    }

    @Test
    void finds_the_runs_of_an_occasion_by_index() {
        Values values = values().text("job", "job-3").text("occasion", "slot/7");

        assertThat(plan(SqlRuns.OF_OCCASION, values)).contains("run_occasion_uk");
        Values open = values.text("task", "task").texts("states", Set.of("DECLARED", "RUNNING"));
        assertThat(plan(SqlRuns.ANY_IN, open)).contains("run_occasion_uk");
    }

    @Test
    void finds_many_runs_by_index() {
        Values values = values().digests(
                        "identities",
                        List.of(aRun("job-3", 7).identity(), aRun("job-4", 8).identity()));

        assertThat(plan(SqlRuns.FIND_ALL, values)).containsAnyOf("run_pk", "primary_key");
    }

    @Test
    void finds_live_attempts_by_index() {
        Values values = values().number("limit", 20);

        assertThat(plan(SqlAttempts.LIVE, values)).contains("attempt_live_ix");
        assertInOrder(SqlAttempts.LIVE, values);
        Values after = values().number("limit", 20)
                .moment("startedAt", NOON)
                .digest("identity", digest("x"))
                .number("attempt", 1);
        assertThat(plan(SqlAttempts.LIVE_AFTER, after)).contains("attempt_live_ix");
    }

    @Test
    void raises_beats_by_index() {
        assertThat(plan(SqlAttempts.BEAT, values().text("node", "node-a"))).contains("attempt_live_ix");
    }

    @Test
    void finds_runs_of_resumed_jobs_by_index() {
        Values values = values().text("reason", "POOL").number("limit", 20);

        assertThat(plan(SqlPauses.LEFT_WAITING, values)).contains("run_waiting_ix");
    }

    @Test
    void finds_backfills_by_index() {
        Values running =
                values().text("state", "RUNNING").texts("jobs", Set.of("job-3")).number("limit", 20);
        Values ofJob = values().text("job", "job-3").number("limit", 20);

        assertThat(plan(SqlBackfills.IN_STATE, running)).containsAnyOf("backfill_state_ix", "backfill_job_ix");
        assertThat(plan(SqlBackfills.OF_JOB, ofJob)).contains("backfill_job_ix");
        assertThat(plan(SqlBackfills.ACTIVE, values().text("id", "job-3 7"))).contains("backfill_occasion_active_ix");
    }

    @Test
    void finds_pending_and_old_commands_by_index() {
        Values pending = values().number("limit", 20);

        assertThat(plan(SqlCommands.PENDING, pending)).contains("command_pending_ix");
        assertInOrder(SqlCommands.PENDING, pending);
        assertThat(plan(SqlCommands.CLOSE, values().bytes("nothing", bytes("{}"))))
                .contains("command_pending_ix");
        assertThat(plan(SqlCommands.DELETE_OLD, values())).contains("command_pending_ix");
    }

    @Test
    void counts_runs_that_have_not_ended_by_index() {
        Values values = values().texts("states", Set.of("DECLARED", "RUNNING"));

        // why: all runs in these states are counted, so that both read the same rows
        assertThat(plan(SqlJobs.COUNTS, values)).containsAnyOf("run_state_ix", "run_state_page_ix");
    }

    @Test
    void counts_seats_and_finds_who_queues_for_them_by_index() {
        Values queue = values().text("pool", "job-3").texts("full", Set.of()).number("limit", 20);

        assertThat(plan(SqlSeats.TAKEN, values().text("pool", "job-3"))).contains("seat_queue_ix");
        assertThat(plan(SqlSeats.QUEUE, queue)).contains("seat_queue_ix");
    }

    @Test
    void finds_what_is_due_of_runs_by_index() {
        Values values = values().text("kind", "DEADLINE")
                .moment("until", NOON.plusSeconds(190))
                .number("limit", 20);

        assertThat(plan(SqlDues.DUE, values)).contains("due_at_ix");
        assertInOrder(SqlDues.DUE, values);
        Values after = values().text("kind", "DEADLINE")
                .moment("until", NOON.plusSeconds(190))
                .number("limit", 20)
                .moment("at", NOON)
                .digest("identity", digest("x"));
        assertThat(plan(SqlDues.DUE_AFTER, after)).contains("due_at_ix");
        assertInOrder(SqlDues.DUE_AFTER, after);
    }

    @Test
    void finds_marked_attempts_by_index() {
        assertThat(plan(SqlCancels.MARKED, values().text("node", "node-a"))).contains("attempt_live_ix");
    }

    @Test
    void finds_due_requests_by_index() {
        Values values =
                values().moment("now", NOON).texts("jobs", Set.of("job-3")).number("limit", 20);

        assertThat(plan(SqlRequests.DUE, values)).contains("request_due_ix");
        assertInOrder(SqlRequests.DUE, values);
    }

    @Test
    void finds_outputs_by_digest_by_index() {
        Values values = values().digest("digest", digest("job-3 7")).number("limit", 20);

        assertThat(plan(SqlAttempts.OUTPUTS_BY_DIGEST, values)).contains("output_digest_ix");
    }

    @Test
    void finds_who_uses_a_content_by_index() {
        Values output = values().digest("digest", digest("job-3 7"));
        Values input = values().text("locator", "content:job-37");

        assertThat(plan(SqlErasures.USED_AS_OUTPUT, output)).contains("output_digest_ix");
        assertThat(plan(SqlErasures.USED_AS_LIST, output)).contains("mapping_list_ix");
        assertThat(plan(SqlErasures.usedAsInput(store().database()), input)).contains("locator_content_ix");
    }

    @Test
    void finds_events_by_index() {
        Values ofRun = values().digest("identity", aRun("job-3", 7).identity())
                .number("before", Long.MAX_VALUE)
                .number("limit", 200);
        Values ofJob = values().text("job", "job-3").number("after", 0L).number("limit", 1_000);

        assertThat(plan(SqlEvents.OF_RUN, ofRun)).contains("event_run_ix");
        assertInOrder(SqlEvents.OF_RUN, ofRun);
        Values ofRunAfter = values().digest("identity", aRun("job-3", 7).identity())
                .number("after", 0L)
                .number("limit", 50);
        assertThat(plan(SqlEvents.OF_RUN_AFTER, ofRunAfter)).contains("event_run_ix");
        assertInOrder(SqlEvents.OF_RUN_AFTER, ofRunAfter);
        assertThat(plan(SqlEvents.COUNT_OF_RUN, ofRun))
                .containsAnyOf("event_run_ix", "event_run_kind_ix", "event_declaration_fk_index");
        Values newest = values().digest("identity", aRun("job-3", 7).identity()).text("kind", "DEFERRED");
        assertThat(plan(SqlEvents.newest("DEFERRED"), newest)).contains("event_run_kind_ix");
        assertInOrder(SqlEvents.newest("DEFERRED"), newest);
        Values ofRunAndKind =
                values().digest("identity", aRun("job-3", 7).identity()).texts("kinds", Set.of("APPROVED", "OUTCOME"));
        assertThat(plan(SqlEvents.OF_RUN_AND_KIND, ofRunAndKind)).containsAnyOf("event_run_kind_ix", "event_run_ix");
        assertThat(plan(SqlEvents.OF_JOB, ofJob)).containsAnyOf("event_job_ix", "event_kind_ix");
        assertInOrder(SqlEvents.OF_JOB, ofJob);
        Values ofKind = values().text("job", "job-3")
                .text("kind", "APPROVED")
                .number("before", Long.MAX_VALUE)
                .number("limit", 100);
        assertThat(plan(SqlEvents.ofKind("APPROVED"), ofKind)).contains("event_kind_ix");
    }

    @Test
    void finds_slots_by_index() {
        Values values =
                values().text("job", "job-3").text("schedule", "nightly").number("limit", 20);

        assertThat(plan(SqlSlots.SLOTS, values)).containsAnyOf("slot_pk", "primary_key");
        assertInOrder(SqlSlots.SLOTS, values);
    }

    @Test
    void what_was_decided_ahead_is_found_by_the_key_of_slots() {
        Values values = values().text("job", "job-3")
                .text("schedule", "nightly")
                .moment("after", NOON)
                .moment("upTo", NOON.plusSeconds(60));

        assertThat(plan(SqlSlots.DECIDED_BETWEEN, values))
                .containsAnyOf("slot_pk", "primary_key")
                .doesNotContain("tablescan");
    }

    @Test
    void the_cursor_and_what_was_decided_ahead_are_found_by_the_keys_of_both() {
        KeyList schedules = KeyList.pairs(List.of(
                new KeyList.Pair("job-3", "nightly"),
                new KeyList.Pair("job-4", "nightly"),
                new KeyList.Pair("job-5", "nightly")));

        String plan = plan(schedules.in(SqlSlots.FIND_DECIDED), schedules.values());
        assertThat(plan)
                .containsAnyOf("slot_newest_ix", "slot_pk", "on public.slot: job", "primary_key")
                .containsAnyOf("cursor_pk", "primary_key")
                .containsAnyOf("index sorted", "backward", "slot_newest_ix")
                .doesNotContain("tablescan", "hash", "sort key")
                .doesNotContain("seq scan on slot");
    }

    @Test
    void leases_and_newest_specs_are_found_by_the_keys_of_their_tables() {
        KeyList keys =
                KeyList.pairs(List.of(new KeyList.Pair("job-3", "nightly"), new KeyList.Pair("job-4", "nightly")));
        assertThat(plan(keys.in(SqlLeases.FIND), keys.values()))
                .containsAnyOf("cursor_pk", "primary_key")
                .doesNotContain("tablescan");
        assertThat(plan(keys.in(SqlSpecUses.NEWEST_OF_TASKS), keys.values(), withoutScans()))
                .containsAnyOf("spec_use_pk", "primary_key")
                .containsAnyOf("index sorted", "backward")
                .doesNotContain("tablescan");
    }

    /** Returns settings by which a small table is read as a large one would be. */
    abstract String[] withoutScans();

    /** The rows come in the order of the index, so that the limit saves reading the rest. */
    abstract void assertInOrder(String sql, Values values);

    String plan(String sql, Values values, String... settings) {
        try (Connection connection = store().dataSource().getConnection()) {
            for (String setting : settings) {
                Sql.on(connection, store().database(), true).update(setting, values());
            }
            try {
                List<String> lines = Sql.on(connection, store().database(), false)
                        .list("explain " + sql, values, row -> row.text(planColumn()));
                return String.join("\n", lines).toLowerCase(Locale.ROOT);
            } finally {
                if (settings.length > 0) {
                    Sql.on(connection, store().database(), true).update("reset all", values());
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    abstract String planColumn();
}
