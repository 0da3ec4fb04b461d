package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aDeclaration;
import static dev.avow.db.testing.Rows.aRun;
import static dev.avow.db.testing.Rows.aSpec;
import static dev.avow.db.testing.Rows.anOccasion;
import static dev.avow.db.testing.Rows.bytes;
import static dev.avow.db.testing.Rows.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Mappings.MappingRow;
import dev.avow.db.Runs.Element;
import dev.avow.db.Runs.RunRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A task has a declaration and a run for each element of a list, all under one number. */
class MappingsTest extends StoreContract {

    @Test
    void stores_a_mapping_once_for_each_number() {
        OccasionKey key = anOccasion(job, 1);
        MappingRow first = new MappingRow(key, 1, 3, digest("list"), NOON);
        MappingRow second = new MappingRow(key, 2, 0, digest("other"), NOON);

        assertThat(store().<Boolean>write(session -> session.mappings().insert(first)))
                .isTrue();
        assertThat(store().<Boolean>write(session -> session.mappings().insert(second)))
                .isTrue();
        assertThat(store().<Boolean>write(
                                session -> session.mappings().insert(new MappingRow(key, 1, 4, digest("x"), NOON))))
                .isFalse();

        store().writeOnly(session -> session.mappings().refuse(key, 2, NOON));
        assertThat(store().<Boolean>read(session -> session.mappings().isRefused(key, 2)))
                .isTrue();
        assertThat(store().<Boolean>read(session -> session.mappings().isRefused(key, 1)))
                .isFalse();
        assertThat(store().<Optional<MappingRow>>read(
                                session -> session.mappings().find(key, 1)))
                .contains(first);
        assertThat(store().<Optional<MappingRow>>read(
                                session -> session.mappings().newest(key)))
                .contains(second);
        assertThat(store().<Optional<MappingRow>>read(
                                session -> session.mappings().newest(anOccasion(job, 2))))
                .isEmpty();
    }

    @Test
    void declares_each_element_under_the_same_number() {
        store().writeOnly(session -> session.declarations().putSpec(aSpec(job)));
        for (int index = 0; index < 2; index++) {
            DeclarationRow row = element("element " + index, index);
            assertThat(store().<Boolean>write(session -> session.declarations().insert(row)))
                    .isTrue();
            RunRow run = aRun(job, 1);
            store().writeOnly(session -> session.runs()
                    .insert(new RunRow(
                            row.identity(),
                            run.key(),
                            1,
                            run.at(),
                            Optional.of(new Element(row.index(), "key " + row.index())),
                            run.spec(),
                            run.policy(),
                            run.declaredAt(),
                            run.standing())));
        }

        assertThat(store().<Boolean>write(session -> session.declarations().insert(element("another", 1))))
                .isFalse();
        assertThat(store().<Optional<DeclarationRow>>read(
                                session -> session.declarations().findByOccasion(anOccasion(job, 1), 1, 1)))
                .contains(element("element 1", 1));
        List<RunRow> runs = store().read(session ->
                session.runs().ofOccasion(job, anOccasion(job, 1).occasion()));
        assertThat(store().<Boolean>read(
                                session -> session.runs().anyIn(anOccasion(job, 1), Set.of("RUNNING", "DECLARED"))))
                .isTrue();
        assertThat(store().<Boolean>read(session -> session.runs().anyIn(anOccasion(job, 1), Set.of("SUCCEEDED"))))
                .isFalse();
        assertThat(runs)
                .extracting(RunRow::element)
                .containsExactly(Optional.of(new Element(0, "key 0")), Optional.of(new Element(1, "key 1")));
    }

    private DeclarationRow element(String body, int index) {
        return new DeclarationRow(
                digest(job + body),
                anOccasion(job, 1),
                1,
                index,
                aDeclaration(job).spec(),
                bytes(job + body),
                NOON);
    }
}
