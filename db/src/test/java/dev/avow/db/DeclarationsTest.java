package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aDeclaration;
import static dev.avow.db.testing.Rows.aSpec;
import static dev.avow.db.testing.Rows.anOccasion;
import static dev.avow.db.testing.Rows.bytes;
import static dev.avow.db.testing.Rows.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Declarations.SpecUseRow;
import dev.avow.db.Declarations.TaskKey;
import dev.avow.db.Declarations.UndeclaredRow;
import dev.avow.db.Runs.RunRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keeps what was declared, from which spec, and what never is. */
class DeclarationsTest extends StoreContract {

    @Test
    void knows_the_newest_spec_of_a_task() {
        RunRow run = declared(1);
        String other = digest("other " + job);

        boolean before = store().read(session -> session.declarations().isNewestSpec(run.key(), run.spec()));
        store().writeOnly(session -> session.declarations().noteSpec(run.identity(), run.key(), run.spec(), NOON));

        assertThat(before).isFalse();
        assertThat(store().<Boolean>read(session -> session.declarations().isNewestSpec(run.key(), run.spec())))
                .isTrue();
        assertThat(store().<Boolean>read(session -> session.declarations().isNewestSpec(run.key(), other)))
                .isFalse();
    }

    @Test
    void knows_the_newest_specs_of_some_tasks() {
        RunRow first = declared(1);
        RunRow second = declared(2);
        String other = digest("other " + job);
        store().writeOnly(session -> {
            session.declarations().putSpec(new SpecRow(other, job, "summarise", bytes("{}"), NOON));
            session.declarations().noteSpec(first.identity(), first.key(), first.spec(), NOON);
            session.declarations().noteSpec(second.identity(), second.key(), other, NOON);
        });
        TaskKey task = first.key().taskKey();

        Map<TaskKey, String> newest =
                store().read(session -> session.declarations().newestSpecs(Set.of(task, new TaskKey(job, "unknown"))));

        assertThat(newest).containsExactly(Map.entry(task, other));
        assertThat(store().<Map<TaskKey, String>>read(
                                session -> session.declarations().newestSpecs(Set.of())))
                .isEmpty();
    }

    @Test
    void keeps_a_declaration_as_it_is() {
        DeclarationRow declared = aDeclaration(job);

        boolean inserted = store().write(session -> {
            session.declarations().putSpec(aSpec(job));
            return session.declarations().insert(declared);
        });

        assertThat(inserted).isTrue();
        assertThat(store().<Optional<DeclarationRow>>read(
                                session -> session.declarations().find(declared.identity())))
                .contains(declared);
        assertThat(store().<Optional<DeclarationRow>>read(session ->
                        session.declarations().findByOccasion(declared.key(), 1, DeclarationRow.NOT_MAPPED)))
                .contains(declared);
        assertThat(store().<Optional<DeclarationRow>>read(session ->
                        session.declarations().findByOccasion(declared.key(), 2, DeclarationRow.NOT_MAPPED)))
                .isEmpty();
    }

    @Test
    void refuses_a_declaration_whose_identity_is_taken() {
        DeclarationRow first = aDeclaration(job);
        DeclarationRow second = new DeclarationRow(
                first.identity(), anOccasion(job, 2), 1, first.spec(), first.body(), first.declaredAt());

        List<Boolean> inserted = store().write(session -> {
            session.declarations().putSpec(aSpec(job));
            return List.of(
                    session.declarations().insert(first), session.declarations().insert(second));
        });

        assertThat(inserted).containsExactly(true, false);
        assertThat(store().<Integer>read(session -> session.declarations().lastNumber(second.key())))
                .isZero();
    }

    @Test
    void refuses_a_declaration_whose_occasion_and_number_are_taken() {
        DeclarationRow first = aDeclaration(job);
        DeclarationRow second =
                new DeclarationRow(digest("other"), first.key(), 1, first.spec(), bytes("other"), first.declaredAt());
        DeclarationRow third =
                new DeclarationRow(digest("third"), first.key(), 2, first.spec(), bytes("third"), first.declaredAt());

        List<Boolean> inserted = store().write(session -> {
            session.declarations().putSpec(aSpec(job));
            return List.of(
                    session.declarations().insert(first),
                    session.declarations().insert(second),
                    session.declarations().insert(third));
        });

        assertThat(inserted).containsExactly(true, false, true);
        assertThat(store().<Integer>read(session -> session.declarations().lastNumber(first.key())))
                .isEqualTo(2);
    }

    @Test
    void keeps_a_spec_once() {
        SpecRow spec = aSpec(job);

        store().writeOnly(session -> {
            session.declarations().putSpec(spec);
            session.declarations().putSpec(new SpecRow(spec.digest(), "other", "other", bytes("other"), NOON));
        });

        assertThat(store().<Optional<SpecRow>>read(
                                session -> session.declarations().findSpec(spec.digest())))
                .contains(spec);
        assertThat(store().<Optional<SpecRow>>read(
                                session -> session.declarations().findSpec(digest("none"))))
                .isEmpty();
    }

    @Test
    void refuses_a_declaration_whose_spec_is_not_stored() {
        assertThatThrownBy(() -> store().write(session -> session.declarations().insert(aDeclaration(job))))
                .isInstanceOf(StoreException.class)
                .hasMessage("Database refused a statement, SQLSTATE " + foreignKeyViolation()
                        + ": insert into declaration (identity, job, task, occasion, number, map_index, spec, body, declared_at)."
                        + " See the cause.");
    }

    @Test
    void keeps_locators_by_input_name() {
        String identity = declared(1).identity();
        LocatorRow a = new LocatorRow("a", "file:///a");
        LocatorRow b = new LocatorRow("b", "file:///b");

        store().writeOnly(session -> session.declarations().insertLocators(identity, List.of(b, a)));

        assertThat(store().<List<LocatorRow>>read(
                                session -> session.declarations().locators(identity)))
                .containsExactly(a, b);
    }

    @Test
    void notes_a_spec_when_it_is_another_than_the_newest() {
        RunRow first = declared(1);
        RunRow second = declared(2);
        SpecRow other = new SpecRow(digest(job + " other"), job, "task", bytes("other"), NOON);

        store().writeOnly(session -> {
            session.declarations().putSpec(other);
            session.declarations().noteSpec(first.identity(), first.key(), first.spec(), NOON);
            session.declarations().noteSpec(second.identity(), second.key(), first.spec(), NOON);
            session.declarations().noteSpec(second.identity(), second.key(), other.digest(), NOON);
            session.declarations().noteSpec(first.identity(), first.key(), first.spec(), NOON);
        });

        assertThat(store().<List<SpecUseRow>>read(
                                session -> session.declarations().specUses(job)))
                .containsExactly(
                        new SpecUseRow(job, "task", 1, first.spec(), first.identity(), NOON),
                        new SpecUseRow(job, "task", 2, other.digest(), second.identity(), NOON),
                        new SpecUseRow(job, "task", 3, first.spec(), first.identity(), NOON));
    }

    @Test
    void keeps_what_is_never_declared_newest_first() {
        UndeclaredRow older = new UndeclaredRow(anOccasion(job, 1), "UPSTREAM_FAILED", NOON);
        UndeclaredRow newer = new UndeclaredRow(anOccasion(job, 2), "SKIPPED", NOON.plusMillis(1));
        UndeclaredRow again = new UndeclaredRow(anOccasion(job, 1), "SKIPPED", NOON);

        List<Boolean> inserted = store().write(session -> List.of(
                session.declarations().insertUndeclared(older),
                session.declarations().insertUndeclared(newer),
                session.declarations().insertUndeclared(again)));

        assertThat(inserted).containsExactly(true, true, false);
        assertThat(store().<List<UndeclaredRow>>read(
                                session -> session.declarations().undeclared(job, 10)))
                .containsExactly(newer, older);
        assertThat(store().<List<UndeclaredRow>>read(
                                session -> session.declarations().undeclared(job, 1)))
                .containsExactly(newer);
        assertThat(store().<Optional<UndeclaredRow>>read(
                                session -> session.declarations().findUndeclared(older.key())))
                .contains(older);
    }

    private String foreignKeyViolation() {
        return store().database() == Store.Database.H2 ? "23506" : "23503";
    }
}
