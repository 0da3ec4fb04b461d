package dev.avow.engine.verification;

import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Spec;
import dev.avow.engine.identity.SpecDigest;
import java.util.Arrays;

/** Checks spec documents for themselves. */
final class SpecCheck {

    private static final int REMEMBERED = 2_000;

    private final Tally tally;
    private final Recent<Boolean> recent = new Recent<>(REMEMBERED);

    SpecCheck(Tally tally) {
        this.tally = tally;
    }

    /** Checks the spec of a digest, if it is stored and was not checked lately. */
    void check(Session session, String digest) {
        if (recent.find(digest).isEmpty()) {
            recent.put(digest, true);
            session.declarations().findSpec(digest).ifPresent(this::check);
        }
    }

    void check(SpecRow row) {
        tally.count(Checked.SPECS);
        byte[] body = row.body().toArray();
        String subject = "spec " + row.digest();
        mismatch(subject, row.digest(), SpecDigest.of(body).toString());
        try {
            Spec spec = Spec.parse(body);
            if (!Arrays.equals(spec.canonicalBytes(), body)) {
                tally.find(FindingKind.SPEC_MISMATCH, subject, "canonical form", "the same in another form");
            }
            mismatch(subject + " job", spec.job(), row.job());
            mismatch(subject + " task", spec.task(), row.task());
        } catch (EngineException e) {
            tally.find(FindingKind.SPEC_MISMATCH, subject, "a spec in canonical form", String.valueOf(e.getMessage()));
        }
    }

    private void mismatch(String subject, Object expected, Object actual) {
        tally.same(FindingKind.SPEC_MISMATCH, subject, expected, actual);
    }
}
