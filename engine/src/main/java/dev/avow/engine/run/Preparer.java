package dev.avow.engine.run;

import dev.avow.db.Bytes;
import dev.avow.db.ContentStore.Kept;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Store;
import dev.avow.db.StoreException;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.declaration.Occasion.Slot;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.dsl.BoundTask.Facts;
import dev.avow.engine.dsl.BoundTask.Rendered;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.Sealing.Sealed;
import dev.avow.engine.run.UpstreamReader.Read;
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
    private final SecretGuard guard;
    private final Supplier<byte[]> keys;
    private final boolean keeping;

    /** @param keeping whether inputs are kept where the task says so; not in a preview */
    Preparer(
            Store store,
            InstantSource clock,
            OperatorSource operators,
            SecretGuard guard,
            Supplier<byte[]> keys,
            boolean keeping) {
        this.store = store;
        this.clock = clock;
        this.operators = operators;
        this.guard = guard;
        this.keys = keys;
        this.keeping = keeping;
    }

    /**
     * Returns the declaration of a task for an occasion, ready to be committed.
     *
     * @throws Refusal if it cannot be made, or holds a secret
     * @throws EngineException if secrets cannot be read
     * @throws StoreException if the store cannot be read
     */
    Prepared prepare(BoundTask bound, Occasion occasion, String submitter, boolean redeclared) {
        Read upstream = upstream(bound, occasion);
        DeclareRequest request = new DeclareRequest(occasion, submitter, redeclared);
        new Conditions(store).check(bound, occasion, upstream);
        return guarded(bound, request, Optional.empty(), upstream);
    }

    /** As {@link #prepare(BoundTask, Occasion, String, boolean)}, of one element of a mapped task. */
    Prepared prepare(BoundTask bound, DeclareRequest request, MappedElement element, Read upstream) {
        return guarded(bound, request, Optional.of(element), upstream);
    }

    /** Returns what the tasks before a task gave. */
    Read upstream(BoundTask bound, Occasion occasion) {
        return new UpstreamReader(store, keeping).read(bound, occasion);
    }

    private Prepared guarded(BoundTask bound, DeclareRequest request, Optional<MappedElement> element, Read upstream) {
        return new DeclarationGuard(guard)
                .checked(name(bound, request.occasion()), () -> make(bound, request, element, upstream));
    }

    private Prepared make(BoundTask bound, DeclareRequest request, Optional<MappedElement> element, Read upstream) {
        Occasion occasion = request.occasion();
        try {
            List<LocatorRow> locators = new ArrayList<>();
            OpenParams params = new Disclosing(store, bound.job(), occasion).params();
            Map<String, DeclaredInput> inputs = inputs(bound, params.shown(occasion), element, locators);
            Map<String, Upstream> given = upstream.upstream();
            Optional<Rendered> rendered = Optional.empty();
            if (bound.isTemplated()) {
                TemplateVariables variables = new TemplateVariables(store, bound, occasion, element, params);
                rendered = Optional.of(bound.render(
                        variables.open(inputs, locators, given),
                        variables.all(inputs, locators, given),
                        parameters -> defaults(bound, parameters)));
            }
            Facts facts = new Facts(inputs, given, element.map(MappedElement::declared), rendered);
            Sealed made = new Sealing(store, keys, bound, occasion, params)
                    .seal(facts, request.submitter(), request.isAnew());
            return prepared(bound, made, locators, request.redeclare(), upstream.seen());
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

    private Prepared prepared(
            BoundTask bound, Sealed made, List<LocatorRow> locators, boolean redeclared, UpstreamSeen upstream) {
        Declaration declaration = made.declaration();
        byte[] body = declaration.canonicalBytes();
        return new Prepared(
                declaration,
                Identity.of(body),
                Bytes.of(body),
                bound.spec(),
                locators,
                RunPolicy.of(bound, redeclared),
                declaration.occasion() instanceof Slot slot ? slot.scheduledFor() : Times.millis(clock),
                upstream,
                made.privateValues());
    }

    private Map<String, DeclaredInput> inputs(
            BoundTask bound, Occasion occasion, Optional<MappedElement> element, List<LocatorRow> locators) {
        Map<String, DeclaredInput> inputs = new TreeMap<>();
        for (Map.Entry<String, InputSource> input : bound.task().inputs().entrySet()) {
            String name = input.getKey();
            InputSource source =
                    element.map(one -> input.getValue().of(one.key())).orElse(input.getValue());
            Path file = source.locate(occasion);
            try {
                Inputs.refuseSpecial(file);
                if (keeping && bound.task().keep().contains(name)) {
                    Kept kept = keep(bound, occasion, name, file);
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

    private Kept keep(BoundTask bound, Occasion occasion, String input, Path file) throws IOException {
        String what = "Kept input '" + input + "' of " + name(bound, occasion);
        try (InputStream in =
                guard.watch(Inputs.open(file), secret -> new DeclarationGuard(guard).inDeclaration(what, secret, ""))) {
            return store.contents().put(in);
        }
    }

    private static DeclaredInput digest(Path file) throws IOException {
        try (InputStream in = Inputs.open(file)) {
            return Hashing.read(in);
        }
    }

    /** Returns how messages name a task on an occasion. */
    static String name(BoundTask bound, Occasion occasion) {
        return "job '" + bound.job().name() + "', task '" + bound.task().name() + "', occasion '" + occasion.key()
                + "'";
    }
}
