package dev.avow.engine.evidence;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Context.UpstreamRuns;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.evidence.StoredRun.Try;
import dev.avow.engine.gate.PrivateCheck;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonRefusedException;
import dev.avow.engine.verification.RunVerification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Reads a run, and refuses one of which something does not hold. */
final class RunReader {

    private final Session session;
    private final Identity identity;

    RunReader(Session session, Identity identity) {
        this.session = session;
        this.identity = identity;
    }

    /** Reads it, after its rows and events were verified. */
    StoredRun read(RunVerification verification) {
        RunRow run = session.runs()
                .find(identity.toString())
                .orElseThrow(() -> new EvidenceException("No run has the identity " + identity
                        + " in the store. Look it up in the history of its job."));
        DeclarationRow row =
                session.declarations().find(identity.toString()).orElseThrow(() -> missing("its declaration"));
        verification.rows(session);
        Faults.refuse(identity, verification);
        Declaration declaration = Declaration.parse(row.body().toArray());
        SpecRow spec =
                session.declarations().findSpec(declaration.spec().toString()).orElseThrow(() -> missing("its spec"));
        List<Try> tries = session.attempts().list(identity.toString()).stream()
                .map(this::attempt)
                .toList();
        boolean erased = session.erasures().isErased(identity.toString());
        return new StoredRun(
                identity,
                run,
                declaration,
                row.body(),
                spec.body(),
                tries,
                hidesOutputs(run, tries),
                erased,
                privateValues(declaration, erased),
                readsHidden(declaration));
    }

    private Try attempt(AttemptRow row) {
        return new Try(
                row, session.attempts().outputs(identity.toString(), row.claim().attempt()));
    }

    /** The run's policy says it too, so that no mark on a row that was lost lets an output out. */
    private boolean hidesOutputs(RunRow run, List<Try> tries) {
        try {
            boolean declared = CanonicalJson.parseObject(run.policy().getBytes(StandardCharsets.UTF_8))
                    .find("privateOutputs")
                    .filter(new JsonBoolean(true)::equals)
                    .isPresent();
            return declared
                    || tries.stream().flatMap(each -> each.outputs().stream()).anyMatch(OutputRow::isPrivate);
        } catch (JsonRefusedException e) {
            throw new EvidenceException(
                    "Export refused: the policy of run " + identity + " cannot be read. Restore it from a backup.", e);
        }
    }

    private PrivateCheck.State privateValues(Declaration declaration, boolean erased) {
        return PrivateCheck.of(declaration, () -> session.privateValues().find(identity.toString()), () -> erased)
                .state();
    }

    private boolean readsHidden(Declaration declaration) {
        return declaration.context().upstream().values().stream()
                .flatMap(RunReader::runs)
                .filter(run -> !run.outputs().isEmpty())
                .anyMatch(run -> !session.erasures()
                        .privateOutputs(run.identity().toString())
                        .isEmpty());
    }

    private static Stream<UpstreamRun> runs(Upstream upstream) {
        if (upstream instanceof UpstreamRun run) {
            return Stream.of(run);
        }
        return upstream instanceof UpstreamRuns runs ? runs.runs().stream() : Stream.empty();
    }

    private EvidenceException missing(String what) {
        return new EvidenceException(
                "Export refused: of run " + identity + ", " + what + " is missing. Restore the store from a backup.");
    }
}
