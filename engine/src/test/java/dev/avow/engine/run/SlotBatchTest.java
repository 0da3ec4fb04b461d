package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.FixedRate.every;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Slots.CursorRow;
import dev.avow.engine.declaration.Responsible;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.history.EventView;
import dev.avow.engine.history.RunView;
import dev.avow.engine.schedule.CatchUp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Slots that are decided in one transaction. */
class SlotBatchTest extends SlotBatchContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private InputSource input() {
        return InputSource.file(file());
    }

    private Path file() {
        try {
            return Files.writeString(directory.resolve("tickets.txt"), "one");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_hundred_owed_slots_cost_one_transaction() {
        manual.avow().register(often(Duration.ZERO, input()));
        owe(250);

        int commits = commitsOf(manual::declareDue);

        assertThat(declared()).isEqualTo(250);
        assertThat(decisions()).hasSize(250).containsOnly("DECLARED");
        assertThat(commits).isEqualTo(3);
    }

    @Test
    void slots_ahead_are_declared_together_after_what_is_due() {
        List<String> seen = new ArrayList<>();
        Path file = file();
        manual.avow().register(often(MINUTE, occasion -> {
            seen.add(occasion.key() + " after " + declared());
            return file;
        }));
        owe(2);

        int commits = commitsOf(manual::declareDue);

        assertThat(commits).isEqualTo(2);
        assertThat(declared()).isEqualTo(62);
        assertThat(seen.get(1)).isEqualTo("slot:default:2026-01-05T03:00:02Z after 0");
        assertThat(seen.get(2)).isEqualTo("slot:default:2026-01-05T03:00:03Z after 2");
    }

    @Test
    void a_refused_slot_keeps_no_other_from_being_declared() {
        Path file = file();
        manual.avow()
                .register(often(
                        Duration.ZERO,
                        occasion -> occasion.key().endsWith("03Z") ? directory.resolve("missing") : file));
        owe(5);

        int commits = commitsOf(manual::declareDue);

        assertThat(commits).isEqualTo(1);
        assertThat(decisions()).containsExactly("DECLARED", "DECLARED", "REFUSED", "DECLARED", "DECLARED");
        List<StoredEvent> events = store.read(session -> session.events().ofJob("often", 0, 10));
        assertThat(events)
                .extracting(stored -> stored.event().kind())
                .containsExactly("REGISTERED", "DECLARED", "DECLARED", "REFUSED", "DECLARED", "DECLARED");
    }

    @Test
    void a_slot_whose_number_is_taken_keeps_the_first_declaration() {
        manual.avow().register(often(Duration.ZERO, input()));
        BoundJob before = manual.core().registry().get("often");
        Instant third = START.plusSeconds(3);
        DeclareRequest request = new DeclareRequest(
                Occasions.slot("default", before.job().schedules().get("default"), third), Responsible.SCHEDULE, false);
        Roots roots = Roots.prepare(manual.core(), before, request);
        manual.core().door().pass(passage -> {
            roots.declare(passage);
            return true;
        });
        manual.avow()
                .register(job("often")
                        .schedule(every(Duration.ofSeconds(1)).from(START).catchUp(CatchUp.ALL))
                        .task("summarise", operator("summarise").user("Otherwise."))
                        .build());
        owe(5);

        manual.declareDue();

        assertThat(declared()).isEqualTo(5);
        assertThat(decisions()).hasSize(5).containsOnly("DECLARED");
        RunView first = manual.avow()
                .history()
                .occasion("often", request.occasion().key())
                .get(0);
        assertThat(manual.avow().history().run(first.identity()).orElseThrow().events())
                .extracting(EventView::kind)
                .containsExactly("DECLARED", "DECLARED_DIFFERENTLY");
    }

    @Test
    void stores_nothing_if_somebody_else_moved_the_cursor_meanwhile() {
        Path file = file();
        manual.avow().register(often(Duration.ZERO, occasion -> {
            store.write(
                    session -> session.slots().advance(new CursorRow("often", "default", START), START.plusSeconds(1)));
            return file;
        }));
        owe(5);

        assertThatThrownBy(manual::declareDue).isInstanceOf(CursorMoved.class);

        assertThat(declared()).isZero();
        assertThat(decisions()).isEmpty();
    }

    @Test
    void stops_where_the_engine_closes_and_owes_the_rest() {
        Path file = file();
        List<String> made = new ArrayList<>();
        manual.avow().register(often(Duration.ZERO, occasion -> {
            made.add(occasion.key());
            manual.core().closing().set(made.size() == 3);
            return file;
        }));
        owe(5);

        manual.declareDue();

        assertThat(made).hasSize(3);
        assertThat(declared()).isZero();

        manual.core().closing().set(false);
        manual.declareDue();

        assertThat(declared()).isEqualTo(5);
    }

    @Test
    void keeps_only_so_many_bytes_in_memory() {
        manual.avow()
                .register(job("often")
                        .schedule(every(Duration.ofSeconds(1)).from(START).catchUp(CatchUp.ALL))
                        .task("summarise", operator("summarise").user("x".repeat(125_000)))
                        .build());
        owe(20);

        int commits = commitsOf(manual::declareDue);

        assertThat(declared()).isEqualTo(20);
        assertThat(commits).isEqualTo(2);
    }

    @Test
    void asks_for_the_runs_of_a_mapped_task_of_each_slot() {
        manual.avow()
                .register(job("often")
                        .schedule(every(Duration.ofSeconds(1)).from(START).catchUp(CatchUp.ALL))
                        .task("each", operator("summarise").user("Read {{mapped.key}}."))
                        .mapped(Elements.of(occasion -> List.of("a", "b")))
                        .build());
        owe(3);

        int commits = commitsOf(() ->
                new SlotStep(manual.core()).decideAlone(manual.core().registry().get("often"), "default"));

        assertThat(commits).isEqualTo(1);
        assertThat(store.<Boolean>read(session -> session.requests()
                        .find(new OccasionKey("often", "each", "slot:default:2026-01-05T03:00:03Z"))
                        .isPresent()))
                .isTrue();
        manual.declareDue();
        assertThat(declared()).isEqualTo(6);
    }
}
