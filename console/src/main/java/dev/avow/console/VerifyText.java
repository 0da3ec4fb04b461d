package dev.avow.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.verification.Checked;
import dev.avow.engine.verification.Finding;
import dev.avow.engine.verification.FindingKind;
import dev.avow.engine.verification.VerificationListener;
import dev.avow.engine.verification.VerificationReport;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Says what a verification finds as it finds it, how far it is where that takes long, and what came of it. */
final class VerifyText implements VerificationListener {

    private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

    private final Streams streams;
    private final Patience patience;
    private final boolean json;
    private final int limit;
    private final String command;
    private long told;
    private long printed;
    private String position = "";

    /** @param command that verifies the same again */
    VerifyText(Streams streams, Patience patience, boolean json, int limit, String command) {
        this.streams = streams;
        this.patience = patience;
        this.json = json;
        this.limit = limit;
        this.command = command;
        this.told = patience.nanos();
    }

    @Override
    public void found(Finding finding) {
        if (printed < limit) {
            streams.out().append(json ? line(finding) : text(finding)).append('\n');
        }
        printed++;
    }

    /** The texts of findings are safe already. */
    private static String text(Finding finding) {
        return finding.kind() + ": " + finding.subject() + "\n  expected: " + finding.expected() + "\n  actual:   "
                + finding.actual();
    }

    private static String line(Finding finding) {
        ObjectNode node = Json.object();
        node.put("finding", finding.kind().name());
        node.put("subject", finding.subject());
        node.put("expected", finding.expected());
        node.put("actual", finding.actual());
        return Json.line(node);
    }

    @Override
    public void reached(String now, Map<Checked, Long> checked) {
        position = now;
        long nanos = patience.nanos();
        if (nanos - told >= INTERVAL) {
            told = nanos;
            streams.out().flush();
            streams.err()
                    .println("Checked " + checked.getOrDefault(Checked.DECLARATIONS, 0L) + " declarations and "
                            + checked.getOrDefault(Checked.EVENTS, 0L) + " events, up to " + position + ".");
        }
    }

    /** Says how to go on after a failure. */
    void interrupted() {
        streams.out().flush();
        if (!position.isEmpty()) {
            streams.err().println("Verification did not end. Go on with: " + command + " --resume " + position);
        }
    }

    void print(VerificationReport report, String store) {
        streams.out().append(json ? Json.line(summary(report)) + "\n" : text(report, store));
    }

    private static ObjectNode summary(VerificationReport report) {
        ObjectNode node = Json.object();
        node.put("passed", report.passed());
        node.put("nothingChecked", report.isNothingChecked());
        report.resumedAt().ifPresent(from -> node.put("resumedAt", from));
        ObjectNode checked = node.putObject("checked");
        report.checked().forEach((kind, count) -> checked.put(Stats.camel(kind), count));
        ObjectNode findings = node.putObject("findings");
        new TreeMap<>(report.findings()).forEach((kind, count) -> findings.put(kind.name(), count));
        return node;
    }

    private String text(VerificationReport report, String store) {
        StringBuilder text = new StringBuilder();
        if (printed > limit) {
            text.append(printed - limit).append(" more findings are not shown. See them with --limit-findings.\n");
        }
        report.checked()
                .forEach((kind, count) -> text.append(String.format(Locale.ROOT, "%-21s %d\n", name(kind), count)));
        report.resumedAt()
                .ifPresent(from ->
                        text.append("Begun at ").append(Printable.text(from)).append(", not at the beginning.\n"));
        for (Map.Entry<FindingKind, Long> found : new TreeMap<>(report.findings()).entrySet()) {
            text.append("found ")
                    .append(found.getKey())
                    .append(' ')
                    .append(found.getValue())
                    .append('\n');
        }
        return text.append(verdict(report, store)).append('\n').toString();
    }

    private static String verdict(VerificationReport report, String store) {
        if (!report.findings().isEmpty()) {
            return "Does not hold: " + store + ". See docs/verify.md for each finding.";
        }
        return report.isNothingChecked()
                ? "Nothing checked: no declaration of " + store + " was asked for. That is not passed."
                : "Passed: all that was checked of " + store + " holds.";
    }

    private static String name(Checked kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
