package dev.avow.engine.evidence;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Runs.Element;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Context.Mapped;
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
import dev.avow.engine.identity.Printable;
import dev.avow.engine.identity.SpecDigest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a run, and refuses one whose bytes are not those that were declared. */
final class RunReader {

    private final Session session;
    private final Identity identity;

    RunReader(Session session, Identity identity) {
        this.session = session;
        this.identity = identity;
    }

    StoredRun read() {
        RunRow run = session.runs()
                .find(identity.toString())
                .orElseThrow(() -> new EvidenceException("No run has the identity " + identity
                        + " in the store. Look it up in the history of its job."));
        DeclarationRow row = session.declarations()
                .find(identity.toString())
                .orElseThrow(() -> wrong("its declaration is missing", identity.toString(), "nothing"));
        Declaration declaration = declaration(row);
        columns("its declaration", declaration, row.key(), row.index(), row.spec());
        columns(
                "its run",
                declaration,
                run.key(),
                run.element().map(Element::index).orElse(DeclarationRow.NOT_MAPPED),
                run.spec());
        SpecRow spec = spec(declaration);
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

    private Declaration declaration(DeclarationRow row) {
        byte[] body = row.body().toArray();
        Identity found = Identity.of(body);
        if (!found.equals(identity)) {
            throw wrong("the bytes of its declaration differ", identity.toString(), found.toString());
        }
        try {
            Declaration declaration = Declaration.parse(body);
            if (Arrays.equals(declaration.canonicalBytes(), body)) {
                return declaration;
            }
        } catch (EngineException e) {
            throw new EvidenceException(
                    "Export refused: the declaration of " + identity + " cannot be read. Restore it from a backup.", e);
        }
        throw new EvidenceException("Export refused: the declaration of " + identity
                + " is not in canonical form. Restore it from a backup.");
    }

    private void columns(String what, Declaration declaration, OccasionKey key, int index, String spec) {
        OccasionKey declared = new OccasionKey(
                declaration.job(), declaration.task(), declaration.occasion().key());
        int element = declaration.context().mapped().map(Mapped::index).orElse(DeclarationRow.NOT_MAPPED);
        if (!declared.equals(key)
                || element != index
                || !declaration.spec().toString().equals(spec)) {
            throw wrong(
                    "the columns of " + what + " differ",
                    text(declared, element, declaration.spec().toString()),
                    text(key, index, spec));
        }
    }

    private static String text(OccasionKey key, int index, String spec) {
        return Printable.text("job " + key.job() + ", task " + key.task() + ", occasion " + key.occasion()
                + (index == DeclarationRow.NOT_MAPPED ? "" : ", element " + index) + ", spec " + spec);
    }

    private SpecRow spec(Declaration declaration) {
        String declared = declaration.spec().toString();
        Optional<SpecRow> spec = session.declarations().findSpec(declared);
        String found =
                spec.map(row -> SpecDigest.of(row.body().toArray()).toString()).orElse("nothing");
        if (spec.isEmpty() || !found.equals(declared)) {
            throw wrong("its spec differs", declared, found);
        }
        return spec.get();
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

    private EvidenceException wrong(String what, String expected, String found) {
        return new EvidenceException("Export refused: of run " + identity + ", " + what
                + ". Restore the store from a backup.\n  expected: " + expected + "\n  found:    " + found);
    }
}
