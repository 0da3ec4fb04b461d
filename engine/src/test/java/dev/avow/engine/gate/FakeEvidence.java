package dev.avow.engine.gate;

import dev.avow.db.Bytes;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Spec;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.SpecDigest;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Evidence of which each answer can be another one: absent, wrong, slow or thrown. */
final class FakeEvidence implements Evidence {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    final Declaration declared;
    Supplier<Optional<DeclarationRow>> declaration;
    Supplier<Optional<RunRow>> run;
    Supplier<Optional<SpecRow>> spec;
    Supplier<Optional<String>> approval = Optional::empty;
    Supplier<DeferredState> deferred =
            () -> new DeferredState(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    Supplier<Optional<PrivateRow>> privateValues = Optional::empty;
    Supplier<Boolean> erased = () -> false;
    Supplier<Set<String>> erasedOutputs = Set::of;
    Supplier<OperatorSource> operators;
    Supplier<Optional<String>> connection = Optional::empty;
    Supplier<Optional<DeclaredInput>> input;
    Supplier<Optional<DeclaredInput>> output;
    Supplier<Optional<List<UpstreamRun>>> upstreamList = Optional::empty;

    FakeEvidence(Declaration declared, Spec definition, Operator operator, DeclaredInput content) {
        this.declared = declared;
        DeclarationRow row = row(declared);
        this.declaration = () -> Optional.of(row);
        this.run = () -> Optional.of(run("DECLARED", Optional.empty(), 0));
        SpecRow specRow = new SpecRow(
                declared.spec().toString(),
                declared.job(),
                declared.task(),
                Bytes.of(definition.canonicalBytes()),
                NOON);
        this.spec = () -> Optional.of(specRow);
        this.operators = () -> OperatorSource.of(List.of(operator));
        this.input = () -> Optional.of(content);
        this.output = () -> Optional.of(content);
    }

    static DeclarationRow row(Declaration declaration) {
        return row(declaration.identity().toString(), declaration, declaration.canonicalBytes());
    }

    static DeclarationRow row(String identity, Declaration columns, byte[] body) {
        return row(identity, key(columns), columns.spec().toString(), body);
    }

    static DeclarationRow row(String identity, OccasionKey key, String spec, byte[] body) {
        return new DeclarationRow(identity, key, 1, spec, Bytes.of(body), NOON);
    }

    static OccasionKey key(Declaration declaration) {
        return new OccasionKey(
                declaration.job(), declaration.task(), declaration.occasion().key());
    }

    RunRow run(String state, Optional<String> waiting, int attempts) {
        return run(
                declared.identity().toString(), key(declared), declared.spec().toString(), state, waiting, attempts);
    }

    RunRow run(String identity, OccasionKey key, String digest) {
        return run(identity, key, digest, "DECLARED", Optional.empty(), 0);
    }

    private static RunRow run(
            String identity, OccasionKey key, String digest, String state, Optional<String> waiting, int attempts) {
        Standing standing = new Standing(state, waiting, "", attempts, NOON);
        return new RunRow(identity, key, 1, NOON, digest, "{}", NOON, standing);
    }

    @Override
    public Optional<DeclarationRow> declaration(Identity identity) {
        return declaration.get();
    }

    @Override
    public Optional<RunRow> run(Identity identity) {
        return run.get();
    }

    @Override
    public Optional<String> missingApproval(Identity identity) {
        return approval.get();
    }

    @Override
    public DeferredState deferred(Identity identity, int attempt) {
        return deferred.get();
    }

    @Override
    public Optional<SpecRow> spec(SpecDigest digest) {
        return spec.get();
    }

    @Override
    public Optional<PrivateRow> privateValues(Identity identity) {
        return privateValues.get();
    }

    @Override
    public boolean isErased(Identity identity) {
        return erased.get();
    }

    @Override
    public Set<String> erasedOutputs(Identity identity, int attempt) {
        return erasedOutputs.get();
    }

    @Override
    public OperatorSource operators() {
        return operators.get();
    }

    @Override
    public Optional<String> connectionFault(Declaration declaration) {
        return connection.get();
    }

    @Override
    public Optional<DeclaredInput> copyInput(String name, long declaredSize) {
        return input.get();
    }

    @Override
    public Optional<List<UpstreamRun>> upstreamList(Digest list) {
        return upstreamList.get();
    }

    @Override
    public Optional<DeclaredInput> copyOutput(String task, int place, String name, Digest digest) {
        return output.get();
    }
}
