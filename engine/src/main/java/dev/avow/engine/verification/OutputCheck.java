package dev.avow.engine.verification;

import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Audit.MadeRow;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import java.util.HashMap;
import java.util.Map;

/** Checks the rows of outputs against the events of outcomes, which have them too. */
final class OutputCheck {

    private final Tally tally;

    OutputCheck(Tally tally) {
        this.tally = tally;
    }

    void check(RunRecord record) {
        Map<Key, Body> told = told(record);
        boolean hidden = record.story().policy().privateOutputs();
        int attempt = 0;
        long highest = 0;
        long highestBefore = 0;
        for (MadeRow made : record.outputs()) {
            tally.count(Checked.OUTPUTS);
            OutputRow row = made.row();
            if (row.attempt() > attempt) {
                attempt = row.attempt();
                highestBefore = highest;
            }
            highest = Math.max(highest, made.seq());
            String subject = subject(record, row.attempt(), row.name());
            Body output = told.remove(new Key(row.attempt(), row.name()));
            tally.same(
                    FindingKind.OUTPUT_MISMATCH,
                    subject,
                    output == null ? "nothing" : text(output, hidden),
                    row.digest() + ", " + row.mediaType() + ", " + row.size() + " bytes"
                            + (row.isPrivate() ? ", private" : ""));
            if (made.seq() <= highestBefore) {
                tally.find(
                        FindingKind.OUTPUT_MISMATCH,
                        subject + " seq",
                        "more than " + highestBefore + " of the attempt before",
                        made.seq());
            }
        }
        told.forEach((key, output) -> tally.find(
                FindingKind.OUTPUT_MISSING,
                subject(record, key.attempt(), key.name()),
                text(output, hidden),
                "nothing"));
    }

    private static String text(Body output, boolean hidden) {
        return output.text("digest") + ", " + output.text("mediaType") + ", " + output.number("size") + " bytes"
                + (hidden ? ", private" : "");
    }

    private static Map<Key, Body> told(RunRecord record) {
        Map<Key, Body> told = new HashMap<>();
        for (int i = 0; i < record.story().attempts().size(); i++) {
            for (JsonValue value : record.story().attempts().get(i).outputs()) {
                Body output = new Body(value instanceof JsonObject object ? object : JsonObject.empty());
                told.put(new Key(i + 1, output.text("name")), output);
            }
        }
        return told;
    }

    private static String subject(RunRecord record, int attempt, String name) {
        return record.identity() + " attempt " + attempt + " output '" + name + "'";
    }

    private record Key(int attempt, String name) {}
}
