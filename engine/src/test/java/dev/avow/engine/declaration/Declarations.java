package dev.avow.engine.declaration;

import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.SpecDigest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** Valid declarations and specs, of which a test changes what matters to it. */
public final class Declarations {

    private static final Instant THREE = Instant.parse("2026-01-05T03:00:00Z");
    private static final OperatorRef COPY = new OperatorRef("copy", "1");

    private Declarations() {}

    /** Returns the smallest declaration of a slot. */
    public static Declaration aDeclaration() {
        return aDeclaration(JsonObject.empty(), Context.none());
    }

    /** Returns a declaration of a slot with these parameters and this context. */
    public static Declaration aDeclaration(JsonObject parameters, Context context) {
        return new Declaration(
                "nightly-report",
                "summarise",
                aSlot(),
                new SpecDigest(aDigest("spec")),
                COPY,
                Optional.empty(),
                Optional.empty(),
                parameters,
                context,
                Constraints.none(),
                new Responsible("reports@example.org", Responsible.SCHEDULE));
    }

    /** Returns a slot of a day. */
    public static Occasion.Slot aSlot() {
        return new Occasion.Slot("nightly", THREE, new Occasion.DataInterval(THREE.minusSeconds(86_400), THREE));
    }

    /** Returns the smallest spec. */
    public static Spec aSpec() {
        return new Spec(
                "nightly-report",
                "summarise",
                COPY,
                Optional.empty(),
                List.of(),
                JsonObject.empty(),
                new TreeSet<>(),
                new TreeSet<>(),
                TriggerRule.ALL_SUCCEEDED,
                List.of(),
                false,
                List.of(),
                Context.Environment.none(),
                Constraints.none(),
                "reports@example.org");
    }

    /** Returns a run of an upstream task without outputs. */
    public static Context.UpstreamRun anUpstreamRun(String seed) {
        return new Context.UpstreamRun(new Identity(aDigest(seed)), 1, new TreeMap<>());
    }

    /** Returns a budget of tokens alone. */
    public static Constraints.Budget tokens(long tokens) {
        return new Constraints.Budget(OptionalLong.of(tokens), Optional.empty());
    }

    /** Returns the digest of a text. */
    public static Digest aDigest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
