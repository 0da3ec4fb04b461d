package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Store;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.verification.Finding;
import dev.avow.engine.verification.FindingKind;
import dev.avow.engine.verification.Scope;
import dev.avow.engine.verification.Verifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks with plain SQL what a store must show after any scenario: nothing executed undeclared, no run lost, no attempt
 * twice, and every run where its events say. It believes the events, and nothing that an engine thinks.
 */
final class Promises {

    private final Store store;
    private final List<String> broken = new ArrayList<>();

    private Promises(Store store) {
        this.store = store;
    }

    /** Checks the store as it may be at any moment. */
    static void check(Store store) {
        check(store, List.of());
    }

    /**
     * Checks the store, and what operators say that they executed.
     *
     * @param executed one {@code IDENTITY ATTEMPT} each
     */
    static void check(Store store, Collection<String> executed) {
        check(store, executed, Set.of());
    }

    /** As {@link #check(Store, Collection)}, of a store that was tampered with, so that a verification finds this. */
    static void check(Store store, Collection<String> executed, Set<FindingKind> tampered) {
        Promises promises = new Promises(store);
        promises.declarations();
        Map<String, Story> stories = promises.stories();
        stories.forEach(promises::story);
        promises.executed(executed, stories);
        assertThat(promises.broken).as("broken promises").isEmpty();
        Invariant.check(store);
        List<Finding> findings = new ArrayList<>();
        new Verifier(store).verify(Scope.all(), findings::add);
        if (tampered.isEmpty()) {
            assertThat(findings).as("findings of a verification").isEmpty();
        }
        assertThat(findings.stream().map(Finding::kind).collect(Collectors.toSet()))
                .as("findings of a verification")
                .isEqualTo(tampered);
    }

    /** Checks the store after all work is done: all runs have ended, and Quartz has nothing of ours left. */
    static void checkSettled(Store store, Collection<String> executed) {
        check(store, executed);
        Promises promises = new Promises(store);
        promises.none(
                "run that has not ended",
                "select state || ' ' || coalesce(waiting, '') from run where state"
                        + " not in ('SUCCEEDED', 'FAILED', 'TIMED_OUT', 'INTERRUPTED', 'CANCELLED', 'REJECTED', 'EXPIRED')");
        promises.none("trigger", "select trigger_state from qrtz_triggers where trigger_group = 'avow'");
        promises.none("fired trigger", "select state from qrtz_fired_triggers where trigger_group = 'avow'");
        promises.none("request", "select reason from request");
        assertThat(promises.broken).as("what is left").isEmpty();
    }

    private void declarations() {
        rows("select identity, body from declaration", row -> {
            byte[] body = row.getBytes("body");
            String identity = text(row.getBytes("identity"));
            if (!Identity.of(body).toString().equals(identity)) {
                broken.add(identity + " is not the identity of its bytes");
            }
        });
    }

    private Map<String, Story> stories() {
        Map<String, Story> stories = new LinkedHashMap<>();
        rows(
                "select identity, kind, attempt, body from event where identity is not null order by seq",
                row -> stories.computeIfAbsent(text(row.getBytes("identity")), identity -> new Story())
                        .tell(row.getString("kind"), row.getInt("attempt"), row.getBytes("body")));
        rows(
                "select identity, state, attempts from run",
                row -> stories.computeIfAbsent(text(row.getBytes("identity")), identity -> new Story())
                        .stands(row.getString("state"), row.getInt("attempts")));
        rows(
                "select identity, attempt, state from attempt order by identity, attempt",
                row -> stories.computeIfAbsent(text(row.getBytes("identity")), identity -> new Story())
                        .attempts
                        .add(row.getString("state")));
        return stories;
    }

    private void story(String identity, Story story) {
        story.broken().forEach(what -> broken.add(identity + " " + what));
    }

    private void executed(Collection<String> executed, Map<String, Story> stories) {
        Set<String> seen = new HashSet<>();
        for (String each : executed) {
            String[] parts = each.split(" ", 2);
            Story story = stories.get(parts[0]);
            if (!seen.add(each)) {
                broken.add(each + " executed twice");
            }
            if (story == null || story.claimed < Integer.parseInt(parts[1])) {
                broken.add(each + " executed without a claim");
            }
        }
    }

    private void none(String what, String sql) {
        rows(sql, row -> broken.add(what + ": " + row.getString(1)));
    }

    private void rows(String sql, RowReader reader) {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                reader.read(row);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] digest) {
        return "sha256:" + HexFormat.of().formatHex(digest);
    }

    /** Reads one row. */
    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** What the events tell of one run, and what the projections say of it. */
    private static final class Story {

        private final List<String> faults = new ArrayList<>();
        private final List<String> outcomes = new ArrayList<>();
        private final List<String> attempts = new ArrayList<>();
        private boolean declared;
        private int claimed;
        private String state = "";
        private boolean deferred;
        private int counted;

        private void tell(String kind, int attempt, byte[] body) {
            switch (kind) {
                case "DECLARED" -> expect(!declared, "is declared twice");
                case "DEFERRED", "REATTACHED" -> {
                    expect(
                            attempt == claimed && outcomes.size() == claimed - 1 && !deferred,
                            kind + " of attempt " + attempt + " of " + claimed);
                    deferred = true;
                }
                case "CLAIMED" -> {
                    boolean resumes = deferred && attempt == claimed;
                    deferred = false;
                    expect(
                            resumes || (attempt == claimed + 1 && outcomes.size() == claimed),
                            "claims attempt " + attempt + " after " + claimed + " with " + outcomes.size()
                                    + " outcomes");
                    claimed = attempt;
                }
                case "OUTCOME" -> {
                    expect(
                            attempt == claimed && outcomes.size() == attempt - 1,
                            "ends attempt " + attempt + " of " + claimed + " after " + outcomes.size() + " outcomes");
                    deferred = false;
                    outcomes.add(new Fields(CanonicalJson.parseObject(body)).text("state"));
                }
                default -> expect(true, "");
            }
            expect(declared || kind.startsWith("DECLARED"), "has " + kind + " before it is declared");
            declared |= kind.equals("DECLARED");
        }

        private void stands(String newState, int newCounted) {
            state = newState;
            counted = newCounted;
        }

        private void expect(boolean holds, String otherwise) {
            if (!holds) {
                faults.add(otherwise);
            }
        }

        private List<String> broken() {
            expect(declared, "was never declared");
            expect(counted == claimed, "counts " + counted + " attempts, and its events " + claimed);
            List<String> told = new ArrayList<>(outcomes);
            if (claimed > outcomes.size()) {
                told.add(deferred ? "DEFERRED" : "RUNNING");
            }
            expect(attempts.equals(told), "has attempts " + attempts + ", and its events tell " + told);
            expect((claimed > outcomes.size()) == state.equals("RUNNING"), "is " + state + " with outcomes " + told);
            return faults;
        }
    }
}
