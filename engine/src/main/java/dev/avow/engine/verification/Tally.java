package dev.avow.engine.verification;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Counts what is checked and found, and tells what is found at once. */
final class Tally {

    private final VerificationListener listener;
    private final Map<Checked, Long> checked = new EnumMap<>(Checked.class);
    private final Map<FindingKind, Long> findings = new EnumMap<>(FindingKind.class);

    Tally(VerificationListener listener) {
        this.listener = listener;
    }

    void count(Checked kind) {
        count(kind, 1);
    }

    void count(Checked kind, long more) {
        if (more > 0) {
            checked.merge(kind, more, Long::sum);
        }
    }

    void find(FindingKind kind, String subject, Object expected, Object actual) {
        findings.merge(kind, 1L, Long::sum);
        listener.found(new Finding(kind, subject, expected.toString(), actual.toString()));
    }

    /** Counts and finds what was counted and found elsewhere. */
    void merge(Map<Checked, Long> counts, List<Finding> found) {
        counts.forEach(this::count);
        for (Finding finding : found) {
            findings.merge(finding.kind(), 1L, Long::sum);
            listener.found(finding);
        }
    }

    /** Finds something if two values are not equal; returns whether they are. */
    boolean same(FindingKind kind, String subject, Object expected, Object actual) {
        if (Objects.equals(expected, actual)) {
            return true;
        }
        find(kind, subject, expected, actual);
        return false;
    }

    Map<Checked, Long> checked() {
        return checked;
    }

    Map<FindingKind, Long> findings() {
        return findings;
    }
}
