package dev.avow.engine.declaration;

import static dev.avow.engine.declaration.Declarations.aDeclaration;
import static dev.avow.engine.declaration.Declarations.aDigest;
import static dev.avow.engine.declaration.Declarations.aSlot;
import static dev.avow.engine.declaration.Declarations.aSpec;
import static dev.avow.engine.declaration.Declarations.anUpstreamRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonPointer;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DeclarationTest {

    @Test
    void its_identity_is_the_digest_of_its_canonical_bytes() {
        Declaration declaration = aDeclaration();

        byte[] bytes = declaration.canonicalBytes();

        assertThat(CanonicalJson.isCanonical(bytes)).isTrue();
        assertThat(declaration.identity().digest()).isEqualTo(Digest.of(bytes));
    }

    @Test
    void parts_refuse_at_pointers_of_their_own() {
        refuses(() -> new OperatorRef("Copy", "1"))
                .isEqualTo("Refused at /name: 'Copy' is not a name; use the form [a-z0-9][a-z0-9._-]{0,99}.");
        refuses(() -> new Responsible("", "schedule"))
                .isEqualTo("Refused at /owner: text of 0 characters; use 1 to 200.");
        refuses(() -> Model.ofVersion("p", "m\n", "1"))
                .isEqualTo("Refused at /name: 'm\\u000A' has a control character; leave it out.");
        refuses(() -> new Prompt(List.of(), aDigest("t")))
                .isEqualTo("Refused at /messages: empty; give at least one message.");
        refuses(() -> new Prompt.Message("user", "\uD83D")).isEqualTo("Refused at /content: lone surrogate.");
        refuses(() -> new Occasion.DataInterval(Instant.EPOCH.plusMillis(1), Instant.EPOCH))
                .isEqualTo("Refused at /start: instant 1970-01-01T00:00:00.001Z is not of whole seconds"
                        + " in the years 0000 to 9999.");
    }

    @Test
    void a_refusal_takes_the_place_where_the_part_stands() {
        DeclarationException refused = new DeclarationException(JsonPointer.ROOT.member("name"), "not a name");

        DeclarationException placed =
                refused.under(JsonPointer.ROOT.member("tools").element(2));

        assertThat(placed).hasMessage("Refused at /tools/2/name: not a name.").hasCause(refused);
    }

    @Test
    void refuses_a_submitter_that_does_not_fit_the_occasion() {
        Declaration slot = aDeclaration();
        Occasion manual = new Occasion.Manual("r-1", JsonObject.empty(), Optional.empty());

        refuses(() -> with(slot, manual, slot.responsible()))
                .isEqualTo("Refused at /responsible/submitter:"
                        + " 'schedule' is for slots only; name who asked for the manual run.");
        refuses(() -> with(slot, aSlot(), new Responsible("ada", "ada")))
                .isEqualTo("Refused at /responsible/submitter: 'ada' is not 'schedule', as it is for slots.");
    }

    @Test
    void refuses_known_parameters_of_another_type() {
        JsonObject parameters = JsonObject.builder().put("temperature", "0.20").build();

        refuses(() -> aDeclaration(parameters, Context.none()))
                .isEqualTo(
                        "Refused at /parameters/temperature: not a decimal in plain form, a string such as \"0.2\".");
    }

    @Test
    void refuses_a_timeout_of_nothing() {
        refuses(() -> new Constraints(Optional.of(Duration.ZERO), new TreeSet<>(), Optional.empty(), Optional.empty()))
                .isEqualTo("Refused at /timeout: duration PT0S is not above zero.");
    }

    @Test
    void refuses_canonical_bytes_above_1_mebibyte_when_written_and_when_read() {
        JsonObject big = JsonObject.builder()
                .put("big", "x".repeat(CanonicalJson.MAX_CANONICAL_BYTES))
                .build();
        Declaration declaration = aDeclaration(big, Context.none());
        String text = new String(aDeclaration().canonicalBytes(), StandardCharsets.UTF_8)
                .replace("\"parameters\":{}", "\"parameters\":" + "{\"big\":\"" + "x".repeat(1 << 20) + "\"}");

        refuses(declaration::identity)
                .isEqualTo("Refused at \"\": canonical form is above 1048576 bytes; declare big content by digest.");
        refuses(() -> Declaration.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Refused at \"\": canonical form is above 1048576 bytes; declare big content by digest.");
    }

    @Test
    void reads_up_to_4_mebibytes_of_white_space() {
        byte[] spaced = (" ".repeat(3 << 20) + new String(aDeclaration().canonicalBytes(), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);

        Declaration declaration = Declaration.parse(spaced);

        assertThat(declaration).isEqualTo(aDeclaration());
    }

    @Test
    void refuses_parameters_that_nest_too_deep_within_the_document() {
        JsonValue deep = new JsonString("x");
        for (int i = 0; i < 63; i++) {
            deep = new JsonArray(List.of(deep));
        }
        JsonObject parameters = JsonObject.builder().put("deep", deep).build();

        refuses(() -> aDeclaration(parameters, Context.none()).canonicalBytes())
                .isEqualTo("Refused at /parameters/deep" + "/0".repeat(62) + ": nesting is deeper than 64.");
    }

    @Test
    void lists_up_to_1000_upstream_runs_and_digests_more() {
        List<Context.UpstreamRun> runs = new ArrayList<>(Collections.nCopies(1000, anUpstreamRun("a")));
        Context.Upstream listed = Context.Upstream.of(runs);
        runs.add(anUpstreamRun("b"));

        Context.Upstream digested = Context.Upstream.of(runs);

        String array = runs.stream()
                .map(run -> "{\"attempt\":1,\"identity\":\"" + run.identity() + "\"}")
                .toList()
                .toString()
                .replace(" ", "");
        assertThat(listed).isEqualTo(new Context.UpstreamRuns(runs.subList(0, 1000)));
        assertThat(digested).isEqualTo(new Context.UpstreamList(1001, aDigest(array)));
    }

    @Test
    void the_digest_of_upstream_runs_may_be_of_more_than_1_mebibyte() {
        List<Context.UpstreamRun> runs = Collections.nCopies(100_000, anUpstreamRun("a"));

        Context.Upstream upstream = Context.Upstream.of(runs);

        assertThat(((Context.UpstreamList) upstream).count()).isEqualTo(100_000);
    }

    @Test
    void the_template_digest_is_of_the_canonical_array_of_messages() {
        List<Prompt.Template> messages = List.of(new Prompt.Template("user", "Hello {{name}}"));

        Digest digest = Prompt.templateDigest(messages);

        assertThat(digest).isEqualTo(aDigest("[{\"content\":\"Hello {{name}}\",\"role\":\"user\"}]"));
    }

    @Test
    void foreign_comparators_decide_nothing() {
        TreeMap<String, Digest> outputs = new TreeMap<>(Collections.reverseOrder());
        outputs.put("a", aDigest("a"));
        outputs.put("b", aDigest("b"));

        Context.UpstreamRun run = new Context.UpstreamRun(anUpstreamRun("x").identity(), 1, outputs);

        assertThat(run.outputs().firstKey()).isEqualTo("a");
        assertThat(run).isEqualTo(new Context.UpstreamRun(run.identity(), 1, new TreeMap<>(outputs.descendingMap())));
    }

    @Test
    void a_spec_refuses_names_out_of_order_or_twice() {
        Spec spec = aSpec();
        String text = new String(spec.canonicalBytes(), StandardCharsets.UTF_8);

        String unsorted = text.replace("\"parameters\"", "\"inputs\":[\"b\",\"a\"],\"parameters\"");
        String twice = text.replace("\"parameters\"", "\"inputs\":[\"a\",\"a\"],\"parameters\"");
        String empty = text.replace("\"parameters\"", "\"inputs\":[],\"parameters\"");

        refuses(() -> Spec.parse(unsorted.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Refused at /inputs/1: 'a' is not in order; sort the names, each one once.");
        refuses(() -> Spec.parse(twice.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Refused at /inputs/1: 'a' is not in order; sort the names, each one once.");
        refuses(() -> Spec.parse(empty.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Refused at /inputs: empty; leave the member out instead.");
    }

    @Test
    void a_spec_refuses_what_it_does_not_know() {
        String text = new String(aSpec().canonicalBytes(), StandardCharsets.UTF_8);

        refuses(() -> Spec.parse(text.replace("ALL_SUCCEEDED", "ANY").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Refused at /triggerRule: 'ANY' is not a trigger rule.");
        refuses(() -> Spec.parse(text.replace("{\"avow\"", "{\"schedule\":\"x\",\"avow\"")
                        .getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Refused at /schedule: unknown member.");
        refuses(() -> Spec.parse(
                        text.replace("{\"avow\"", "{\"mapped\":false,\"avow\"").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Refused at /mapped: not true; leave the member out instead.");
    }

    @Test
    void a_spec_sorts_its_names_by_utf_16_code_unit() {
        Spec spec = aSpec();
        Spec named = new Spec(
                spec.job(),
                spec.task(),
                spec.operator(),
                spec.model(),
                spec.prompt(),
                spec.parameters(),
                new TreeSet<>(List.of("b", "a_", "a-", "a.", "a")),
                spec.upstream(),
                spec.triggerRule(),
                spec.conditions(),
                spec.mapped(),
                spec.tools(),
                spec.environment(),
                spec.constraints(),
                spec.owner());

        String text = new String(named.canonicalBytes(), StandardCharsets.UTF_8);

        assertThat(text).contains("\"inputs\":[\"a\",\"a-\",\"a.\",\"a_\",\"b\"]");
    }

    @Test
    void an_occasion_has_a_key() {
        Occasion manual = new Occasion.Manual("r-1", JsonObject.empty(), Optional.empty());

        assertThat(aSlot().key()).isEqualTo("slot:nightly:2026-01-05T03:00:00Z");
        assertThat(manual.key()).isEqualTo("manual:r-1");
    }

    private static Declaration with(Declaration d, Occasion occasion, Responsible responsible) {
        return new Declaration(
                d.job(),
                d.task(),
                occasion,
                d.spec(),
                d.operator(),
                d.model(),
                d.prompt(),
                d.parameters(),
                d.context(),
                d.constraints(),
                responsible);
    }

    private static AbstractStringAssert<?> refuses(ThrowingCallable call) {
        DeclarationException refused = catchThrowableOfType(DeclarationException.class, call);
        assertThat(refused).isNotNull();
        return assertThat(refused.getMessage());
    }
}
