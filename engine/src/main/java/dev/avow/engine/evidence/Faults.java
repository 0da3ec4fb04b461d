package dev.avow.engine.evidence;

import dev.avow.engine.identity.Identity;
import dev.avow.engine.verification.Finding;
import dev.avow.engine.verification.RunVerification;

/** Refuses a run of which something does not hold. */
final class Faults {

    private Faults() {}

    /** @throws EvidenceException that has the first findings, if there is one */
    static void refuse(Identity identity, RunVerification verification) {
        if (verification.count() == 0) {
            return;
        }
        StringBuilder text = new StringBuilder("Export refused: what the store has of run ")
                .append(identity)
                .append(" does not hold. 'avow verify' tells of the whole store; restore it from a backup.");
        verification.findings().forEach(finding -> text.append(text(finding)));
        long more = verification.count() - verification.findings().size();
        if (more > 0) {
            text.append("\n  and ").append(more).append(" more");
        }
        throw new EvidenceException(text.toString());
    }

    private static String text(Finding finding) {
        return "\n  " + finding.kind() + " " + finding.subject() + "\n    expected: " + finding.expected()
                + "\n    found:    " + finding.actual();
    }
}
