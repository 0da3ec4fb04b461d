package dev.avow.engine.run;

import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Bytes;
import dev.avow.db.ContentStore.Kept;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.db.StoreException;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.declaration.Occasion.Slot;
import dev.avow.engine.declaration.Spec;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.dsl.BoundTask.Facts;
import dev.avow.engine.dsl.BoundTask.Rendered;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.Sealing.Sealed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Makes declarations, while no lock is held: digests the inputs, takes the upstream outputs by digest. */
final class Preparer {

    private final Store store;
    private final InstantSource clock;
    private final OperatorSource operators;
    private final Supplier<byte[]> keys;
    private final boolean keeping;

    /** @param keeping whether inputs are kept where the task says so; not in a preview */
    Preparer(Store store, InstantSource clock, OperatorSource operators, Supplier<byte[]> keys, boolean keeping) {
        this.store = store;
        this.clock = clock;
        this.operators = operators;
        this.keys = keys;
        this.keeping = keeping;
    }

    /**
     * Returns the declaration of a task for an occasion, ready to be committed.
     *
     * @throws Refusal if it cannot be made
     * @throws StoreException if the store cannot be read
     */
    Prepared prepare(BoundTask bound, Occasion occasion, String submitter, boolean redeclared) {
        try {
            List<LocatorRow> locators = new ArrayList<>();
            OpenParams params = new Disclosing(store, bound.job(), occasion).params();
            Map<String, DeclaredInput> inputs = inputs(bound, params.shown(occasion), locators);
            Map<String, Upstream> upstream = upstream(bound, occasion);
            Optional<Rendered> rendered = Optional.empty();
            if (bound.isTemplated()) {
                TemplateVariables variables = new TemplateVariables(store, bound, occasion, params);
                rendered = Optional.of(bound.render(
                        variables.open(inputs, locators, upstream),
                        variables.all(inputs, locators, upstream),
                        parameters -> defaults(bound, parameters)));
            }
            Facts facts = new Facts(inputs, upstream, Optional.empty(), rendered);
            Sealed made = new Sealing(store, keys, bound, occasion, params).seal(facts, submitter, redeclared);
            return prepared(bound, made, locators, redeclared);
        } catch (Refusal e) {
            throw e;
        } catch (StoreException e) {
            if (DatabaseFaults.find(e).isPresent()) {
                throw e; // why: a database that is away says nothing about the definition
            }
            throw notBuilt(bound, occasion, e);
        } catch (Throwable e) { // why: the definition's own code may throw anything
            throw notBuilt(bound, occasion, e);
        }
    }

    private static Refusal notBuilt(BoundTask bound, Occasion occasion, Throwable cause) {
        return new Refusal(
                Refusal.Code.NOT_BUILT,
                "Declaration of " + name(bound, occasion) + " cannot be made: " + Messages.of(cause)
                        + " Mend the cause, then redeclare.",
                cause);
    }

    private JsonObject defaults(BoundTask bound, JsonObject rendered) {
        String name = bound.operator().name();
        return operators
                .use(name, operator -> operator.parameters(rendered))
                .orElseThrow(
                        () -> new EngineException("Operator '" + name + "' is not there any more. Register it again."));
    }

    private Prepared prepared(BoundTask bound, Sealed made, List<LocatorRow> locators, boolean redeclared) {
        Declaration declaration = made.declaration();
        byte[] body = declaration.canonicalBytes();
        Spec spec = bound.spec();
        SpecRow row = new SpecRow(
                spec.digest().toString(),
                spec.job(),
                spec.task(),
                Bytes.of(spec.canonicalBytes()),
                Times.millis(clock));
        return new Prepared(
                declaration,
                Identity.of(body),
                Bytes.of(body),
                row,
                locators,
                RunPolicy.of(bound, redeclared),
                declaration.occasion() instanceof Slot slot ? slot.scheduledFor() : Times.millis(clock),
                made.privateValues());
    }

    private Map<String, DeclaredInput> inputs(BoundTask bound, Occasion occasion, List<LocatorRow> locators) {
        Map<String, DeclaredInput> inputs = new TreeMap<>();
        for (Map.Entry<String, InputSource> input : bound.task().inputs().entrySet()) {
            String name = input.getKey();
            Path file = input.getValue().locate(occasion);
            try {
                Inputs.refuseSpecial(file);
                if (keeping && bound.task().keep().contains(name)) {
                    Kept kept = store.contents().put(file);
                    inputs.put(name, new DeclaredInput(new Digest(kept.digest()), kept.size()));
                    locators.add(new LocatorRow(name, Locators.content(kept.digest())));
                } else {
                    inputs.put(name, digest(file));
                    locators.add(new LocatorRow(name, Locators.file(file)));
                }
            } catch (IOException e) {
                throw new Refusal(
                        Refusal.Code.INPUT_MISSING,
                        "Input '" + name + "' of " + name(bound, occasion) + " cannot be read: " + file
                                + ". Put the file there, then redeclare.",
                        e);
            }
        }
        return inputs;
    }

    private static DeclaredInput digest(Path file) throws IOException {
        try (InputStream in = Inputs.open(file)) {
            return Hashing.read(in);
        }
    }

    /** Leaves tasks out that were never executed: their runs were cancelled before, or they were not declared. */
    private Map<String, Upstream> upstream(BoundTask bound, Occasion occasion) {
        Map<String, Upstream> upstream = new TreeMap<>();
        if (!bound.task().isRoot()) {
            boolean declared = store.read(session -> {
                Map<String, RunRow> runs =
                        new TreeMap<>(Occasions.newestRuns(session, bound.job().name(), occasion.key()));
                runs.keySet().retainAll(bound.task().after());
                runs.forEach((task, run) -> {
                    if (run.standing().attempts() > 0) {
                        upstream.put(task, upstreamRun(session, run));
                    }
                });
                return !runs.isEmpty();
            });
            if (!declared) {
                throw new Refusal(
                        Refusal.Code.UPSTREAM_MISSING,
                        "No task before " + name(bound, occasion) + " was declared. Declare those first.",
                        null);
            }
        }
        return upstream;
    }

    private static UpstreamRun upstreamRun(Session session, RunRow run) {
        int attempt = run.standing().attempts();
        TreeMap<String, Digest> outputs = new TreeMap<>();
        for (OutputRow output : session.attempts().outputs(run.identity(), attempt)) {
            outputs.put(output.name(), new Digest(output.digest()));
        }
        return new UpstreamRun(Identity.parse(run.identity()), attempt, outputs);
    }

    private static String name(BoundTask bound, Occasion occasion) {
        return "job '" + bound.job().name() + "', task '" + bound.task().name() + "', occasion '" + occasion.key()
                + "'";
    }
}
