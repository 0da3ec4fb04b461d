package dev.avow.engine.run;

import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.db.StoreException;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.dsl.Approval;
import dev.avow.engine.gate.DeferredState;
import dev.avow.engine.gate.Evidence;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.SpecDigest;
import dev.avow.engine.operator.OpenConnection;
import dev.avow.engine.operator.OperatorSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the gate decides from, read anew from the store and the disk for each attempt. */
final class StoredEvidence implements Evidence {

    private final Store store;
    private final OperatorSource operators;
    private final Connections connections;
    private final SecretGuard guard;
    private final Identity identity;
    private final WorkFiles files;
    private Optional<OpenConnection> connection = Optional.empty();
    private final SeenRun seen;
    private boolean lostDatabase;

    /** @param seen what was just read of the run; what it does not tell is read by itself */
    StoredEvidence(Core core, Identity identity, SeenRun seen, WorkFiles files) {
        this.seen = seen;
        this.store = core.store();
        this.operators = core.operators();
        this.connections = core.connections();
        this.guard = core.guard();
        this.identity = identity;
        this.files = files;
    }

    @Override
    public Optional<DeclarationRow> declaration(Identity wanted) {
        return seen.declaration(wanted)
                .or(() -> read(session -> session.declarations().find(wanted.toString())));
    }

    @Override
    public Optional<RunRow> run(Identity wanted) {
        return seen.run(wanted).or(() -> read(session -> session.runs().find(wanted.toString())));
    }

    @Override
    public Optional<String> missingApproval(Identity wanted) {
        return seen.missingApproval(wanted, () -> read(session -> Approvals.missing(session, wanted.toString())))
                .map(Approval::role);
    }

    @Override
    public Optional<SpecRow> spec(SpecDigest digest) {
        return seen.spec(digest).or(() -> read(session -> session.declarations().findSpec(digest.toString())));
    }

    @Override
    public Optional<PrivateRow> privateValues(Identity wanted) {
        return read(session -> session.privateValues().find(wanted.toString()));
    }

    @Override
    public boolean isErased(Identity wanted) {
        return read(session -> session.erasures().isErased(wanted.toString()));
    }

    @Override
    public Set<String> erasedOutputs(Identity wanted, int attempt) {
        return read(session -> session.attempts().outputs(wanted.toString(), attempt).stream()
                .filter(OutputRow::isPrivate)
                .filter(row -> session.erasures().isErased(row.identity()))
                .map(OutputRow::name)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Override
    public DeferredState deferred(Identity wanted, int attempt) {
        return read(session -> Deferring.evidence(session, wanted, attempt));
    }

    @Override
    public OperatorSource operators() {
        return operators;
    }

    @Override
    public Optional<String> connectionFault(Declaration declaration) {
        try {
            Map<String, String> secrets = guard.refresh();
            connection = Connections.of(declaration).map(name -> connections.open(name, secrets));
            return Optional.empty();
        } catch (EngineException e) {
            return Optional.of(guard.redact(Messages.of(e)));
        }
    }

    /** Returns the connection that the operator gets. */
    Optional<OpenConnection> connection() {
        return connection;
    }

    @Override
    public Optional<DeclaredInput> copyInput(String name, long declaredSize) {
        List<LocatorRow> locators = read(session -> session.declarations().locators(identity.toString()));
        Optional<String> locator = locators.stream()
                .filter(row -> row.input().equals(name))
                .map(LocatorRow::locator)
                .findFirst();
        return locator.flatMap(this::open)
                .map(in -> copy(ClaimedRun.inputKey(name), name, new Limited(in, declaredSize + 1)));
    }

    @Override
    public Optional<List<UpstreamRun>> upstreamList(Digest list) {
        return kept(list.text()).map(StoredEvidence::parse);
    }

    private static List<UpstreamRun> parse(InputStream from) {
        try (InputStream in = from) {
            return Upstream.parseList(in.readNBytes(CanonicalJson.MAX_TEXT_BYTES + 1));
        } catch (IOException e) {
            throw new UncheckedIOException("list of upstream runs cannot be read", e);
        }
    }

    @Override
    public Optional<DeclaredInput> copyOutput(String task, int place, String output, Digest digest) {
        return kept(digest.text()).map(in -> copy(ClaimedRun.outputKey(task, place, output), output, in));
    }

    /** Tells whether a check could not be made since the database was away: that says nothing about the run. */
    boolean lostDatabase() {
        return lostDatabase;
    }

    private <T> T read(Function<Session, T> work) {
        return watched(() -> store.read(work));
    }

    private Optional<InputStream> kept(String digest) {
        return watched(() -> store.contents().open(digest));
    }

    private <T> T watched(Supplier<T> read) {
        try {
            return read.get();
        } catch (StoreException e) {
            lostDatabase |= DatabaseFaults.mayPass(e);
            throw e;
        }
    }

    private Optional<InputStream> open(String locator) {
        Optional<String> content = Locators.contentOf(locator);
        return content.isPresent() ? kept(content.get()) : Inputs.find(Locators.fileOf(locator));
    }

    private DeclaredInput copy(String key, String name, InputStream from) {
        try (InputStream in = from) {
            return files.copy(key, name, in);
        } catch (IOException e) {
            throw new UncheckedIOException("'" + name + "' cannot be copied", e);
        }
    }
}
