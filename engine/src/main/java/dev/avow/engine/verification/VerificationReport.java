package dev.avow.engine.verification;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a verification has checked and found.
 *
 * @param checked how much of each kind; kinds of which there was nothing are absent
 * @param findings how many of each kind; kinds that were not found are absent
 * @param resumedAt where it began, if not at the beginning: what is before that is not in this report
 */
public record VerificationReport(
        Map<Checked, Long> checked, Map<FindingKind, Long> findings, Optional<String> resumedAt) {

    public VerificationReport {
        checked = copy(checked);
        findings = Map.copyOf(findings);
    }

    private static Map<Checked, Long> copy(Map<Checked, Long> counts) {
        Map<Checked, Long> copy = new EnumMap<>(Checked.class);
        copy.putAll(counts);
        return Collections.unmodifiableMap(copy);
    }

    /** Returns how much of a kind was checked. */
    public long count(Checked kind) {
        return checked.getOrDefault(kind, 0L);
    }

    /** Tells whether no declaration was checked and, if this is all of a verification, nothing is said by that. */
    public boolean isNothingChecked() {
        return checked.isEmpty() || (resumedAt.isEmpty() && count(Checked.DECLARATIONS) == 0);
    }

    /** Tells whether something was checked, and all of that holds. */
    public boolean passed() {
        return findings.isEmpty() && !isNothingChecked();
    }
}
