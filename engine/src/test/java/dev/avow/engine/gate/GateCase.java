package dev.avow.engine.gate;

import dev.avow.engine.declaration.Constraints;
import dev.avow.engine.declaration.Context;
import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.Context.Environment;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Declarations;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.declaration.Responsible;
import dev.avow.engine.declaration.Spec;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.SettableClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A case that the gate permits, of which a test changes what it is about. */
final class GateCase {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final DeclaredInput CONTENT = new DeclaredInput(Declarations.aDigest("content"), 7);
    static final DeclaredInput OTHER = new DeclaredInput(Declarations.aDigest("other"), 7);
    static final Spec SPEC = Declarations.aSpec();
    static final Declaration DECLARED = declaration(Declarations.aSlot(), "nightly-report", "summarise");
    static final Identity IDENTITY = DECLARED.identity();

    /** How messages name its run. */
    static final String RUN = "job 'nightly-report', task 'summarise', scheduled for 2026-01-05T03:00:00Z";

    final FakeOperator operator = new FakeOperator(DECLARED.operator());
    final FakeEvidence evidence = new FakeEvidence(DECLARED, SPEC, operator, CONTENT);
    final SettableClock clock = new SettableClock(FakeEvidence.NOON);
    InstantSource gateClock = clock;
    Identity identity = IDENTITY;
    int attempt = 1;

    Decision decide() {
        return new Gate(gateClock, PATIENCE).decide(identity, attempt, evidence);
    }

    <T> Supplier<T> slow(Supplier<T> answer) {
        return () -> {
            clock.advance(PATIENCE.plusNanos(1));
            return answer.get();
        };
    }

    static Declaration declaration(Occasion occasion, String job, String task) {
        return declaration(occasion, job, task, upstreamRun("fetch"));
    }

    /** Returns a run with an output of a name that reads backwards. */
    static UpstreamRun upstreamRun(String seed) {
        return new UpstreamRun(
                new Identity(Declarations.aDigest(seed)), 1, new TreeMap<>(Map.of("text\u202E", CONTENT.digest())));
    }

    static Declaration declaration(Occasion occasion, String job, String task, Upstream upstream) {
        Context context = new Context(
                new TreeMap<>(Map.of("tickets", CONTENT)),
                List.of(),
                new TreeMap<>(Map.of("fetch", upstream)),
                Optional.empty(),
                Environment.none());
        return new Declaration(
                job,
                task,
                occasion,
                SPEC.digest(),
                new OperatorRef("copy", "1"),
                Optional.empty(),
                Optional.empty(),
                JsonObject.empty(),
                context,
                Constraints.none(),
                new Responsible(
                        "reports@example.org", occasion instanceof Occasion.Slot ? Responsible.SCHEDULE : "ann"));
    }
}
