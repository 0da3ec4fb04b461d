package dev.avow.engine.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Declarations;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.declaration.Occasion.DataInterval;
import dev.avow.engine.declaration.Occasion.Manual;
import dev.avow.engine.declaration.Occasion.Slot;
import dev.avow.engine.declaration.Responsible;
import dev.avow.engine.declaration.Spec;
import dev.avow.engine.dsl.BoundTask.Facts;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Hmac;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.SpecDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What holds of digests of random definitions, and of declarations made from them. */
class SpecDigestPropertiesTest {

    /** What the random texts name. */
    private static final Variables VARIABLES =
            Variables.builder().put("ticket", "T-1").build();

    private static final byte[] KEY = new byte[Hmac.KEY_BYTES];
    private static final int SCALE = Integer.getInteger("avow.test.scale", 1);
    private static final Instant THREE = Instant.parse("2026-01-05T03:00:00Z");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void is_one_for_all_occasions_of_an_unchanged_job() {
        for (int i = 0; i < 100 * SCALE; i++) {
            BoundTask bound = Definition.random(random).bind(random);
            SpecDigest digest = bound.spec().digest();

            for (int j = 0; j < 10; j++) {
                Declaration declaration = declaration(bound, occasion());

                assertThat(declaration.spec()).as("seed %d", seed).isEqualTo(digest);
                assertThat(bound.spec().digest()).as("seed %d", seed).isEqualTo(digest);
            }
        }
    }

    @Test
    void does_not_depend_on_the_order_of_calls_that_have_none() {
        for (int i = 0; i < 100 * SCALE; i++) {
            Definition definition = Definition.random(random);
            Spec spec = definition.bind().spec();

            Spec other = definition.bind(random).spec();

            assertThat(other).as("seed %d", seed).isEqualTo(spec);
            assertThat(other.digest()).as("seed %d", seed).isEqualTo(spec.digest());
        }
    }

    @Test
    void does_not_depend_on_what_is_not_in_a_spec() {
        for (int i = 0; i < 100 * SCALE; i++) {
            Definition definition = Definition.random(random);
            SpecDigest digest = definition.bind().spec().digest();

            definition.changeUnspecified(random);

            assertThat(definition.bind().spec().digest()).as("seed %d", seed).isEqualTo(digest);
        }
    }

    @Test
    void differs_where_specs_differ_and_reads_back_what_was_written() {
        Map<SpecDigest, Spec> seen = new HashMap<>();
        for (int i = 0; i < 500 * SCALE; i++) {
            Spec spec = Definition.random(random).bind(random).spec();

            Spec before = seen.putIfAbsent(spec.digest(), spec);

            assertThat(before == null || before.equals(spec))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(Spec.parse(spec.canonicalBytes())).as("seed %d", seed).isEqualTo(spec);
        }
        assertThat(seen).hasSizeGreaterThan(450 * SCALE);
    }

    @Test
    void declarations_read_back_and_differ_by_occasion_and_facts() {
        for (int i = 0; i < 100 * SCALE; i++) {
            BoundTask bound = Definition.random(random).bind(random);
            Map<Identity, Declaration> seen = new HashMap<>();
            for (int j = 0; j < 20; j++) {
                Declaration declaration = declaration(bound, occasion());

                byte[] bytes = declaration.canonicalBytes();
                Declaration before = seen.putIfAbsent(declaration.identity(), declaration);

                assertThat(CanonicalJson.isCanonical(bytes)).as("seed %d", seed).isTrue();
                assertThat(Declaration.parse(bytes)).as("seed %d", seed).isEqualTo(declaration);
                assertThat(before == null || before.equals(declaration))
                        .as("seed %d", seed)
                        .isTrue();
            }
        }
    }

    private Declaration declaration(BoundTask bound, Occasion occasion) {
        TreeMap<String, DeclaredInput> inputs = new TreeMap<>();
        bound.task()
                .inputs()
                .keySet()
                .forEach(name -> inputs.put(name, new DeclaredInput(Definition.digest(random), random.nextInt(1000))));
        TreeMap<String, Upstream> upstream = new TreeMap<>();
        bound.task().after().forEach(name -> upstream.put(name, upstream()));
        Facts facts = new Facts(
                inputs,
                upstream,
                Definition.maybe(random, new Mapped(random.nextInt(5), "k" + random.nextInt(5))),
                bound.isTemplated()
                        ? Optional.of(bound.render(VARIABLES, VARIABLES, UnaryOperator.identity()))
                        : Optional.empty());
        String submitter = occasion instanceof Slot ? Responsible.SCHEDULE : "user " + random.nextInt(3);
        Map<String, Hmac> hidden = new TreeMap<>();
        bound.confidentialTexts(facts).forEach((place, text) -> hidden.put(place, Hmac.of(KEY, text)));
        return bound.declaration(occasion, facts, submitter, hidden);
    }

    private Upstream upstream() {
        List<UpstreamRun> runs = List.of(
                new UpstreamRun(
                        new Identity(Definition.digest(random)),
                        1 + random.nextInt(3),
                        Definition.map(random, () -> Definition.digest(random))),
                Declarations.anUpstreamRun("r" + random.nextInt(9)));
        return random.nextBoolean() ? runs.get(0) : Upstream.of(runs);
    }

    private Occasion occasion() {
        Instant end = THREE.plusSeconds(random.nextInt(100_000));
        DataInterval interval = new DataInterval(end.minusSeconds(random.nextInt(3)), end);
        return random.nextBoolean()
                ? new Slot("s" + random.nextInt(3), end, interval)
                : new Manual(
                        "r" + random.nextInt(1000),
                        new JsonObject(Definition.map(random, () -> Definition.value(random, 2))),
                        Definition.maybe(random, interval));
    }
}
