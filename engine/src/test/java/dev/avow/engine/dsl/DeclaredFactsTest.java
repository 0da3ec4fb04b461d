package dev.avow.engine.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Declarations;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.declaration.Occasion.Manual;
import dev.avow.engine.declaration.Responsible;
import dev.avow.engine.dsl.BoundTask.Facts;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** What of an occasion is in an identity, and not in the digest of the spec. */
class DeclaredFactsTest {

    @Test
    void is_the_same_whoever_submits_and_differs_in_the_identity() {
        BoundTask bound = new Definition().bind();
        Occasion occasion = new Manual("r1", JsonObject.empty(), Optional.empty());
        Facts none = new Facts(Map.of(), Map.of(), Optional.empty(), Optional.empty());

        Declaration ann = bound.declaration(occasion, none, "ann");
        Declaration ben = bound.declaration(occasion, none, "ben");

        assertThat(ann.spec()).isEqualTo(ben.spec());
        assertThat(ann.identity()).isNotEqualTo(ben.identity());
    }

    static Stream<Arguments> facts() {
        Map<String, DeclaredInput> inputs = Map.of("tickets", new DeclaredInput(digest("a"), 1));
        UpstreamRun run = Declarations.anUpstreamRun("run");
        return Stream.of(
                Arguments.of("input", new Facts(inputs, Map.of(), Optional.empty(), Optional.empty())),
                Arguments.of("input's digest", facts("tickets", new DeclaredInput(digest("b"), 1))),
                Arguments.of("input's size", facts("tickets", new DeclaredInput(digest("a"), 2))),
                Arguments.of("input's name", facts("notes", new DeclaredInput(digest("a"), 1))),
                Arguments.of("upstream", upstream("fetch", run)),
                Arguments.of("upstream's name", upstream("check", run)),
                Arguments.of(
                        "upstream's attempt", upstream("fetch", new UpstreamRun(run.identity(), 2, new TreeMap<>()))),
                Arguments.of(
                        "upstream's output",
                        upstream("fetch", new UpstreamRun(run.identity(), 1, new TreeMap<>(Map.of("o", digest("a")))))),
                Arguments.of("upstream's identity", upstream("fetch", Declarations.anUpstreamRun("other"))),
                Arguments.of("upstream list of one", upstream("fetch", Upstream.of(List.of(run)))),
                Arguments.of(
                        "mapped", new Facts(Map.of(), Map.of(), Optional.of(new Mapped(0, "a")), Optional.empty())),
                Arguments.of(
                        "mapped index",
                        new Facts(Map.of(), Map.of(), Optional.of(new Mapped(1, "a")), Optional.empty())),
                Arguments.of(
                        "mapped key",
                        new Facts(Map.of(), Map.of(), Optional.of(new Mapped(0, "b")), Optional.empty())));
    }

    @Test
    void identities_differ_between_any_two_facts_of_an_occasion() {
        BoundTask bound = new Definition().bind();
        Map<Identity, Object> seen = new HashMap<>();

        facts().forEach(row -> {
            Declaration declaration =
                    bound.declaration(Declarations.aSlot(), (Facts) row.get()[1], Responsible.SCHEDULE);
            assertThat(seen.put(declaration.identity(), row.get()[0]))
                    .as("same as %s", row.get()[0])
                    .isNull();
            assertThat(declaration.spec()).isEqualTo(bound.spec().digest());
        });

        assertThat(seen).hasSize(13);
    }

    private static Facts facts(String input, DeclaredInput declared) {
        return new Facts(Map.of(input, declared), Map.of(), Optional.empty(), Optional.empty());
    }

    private static Facts upstream(String task, Upstream given) {
        return new Facts(Map.of(), Map.of(task, given), Optional.empty(), Optional.empty());
    }

    private static Digest digest(String text) {
        return Declarations.aDigest(text);
    }
}
