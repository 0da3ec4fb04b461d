package dev.avow.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.history.BackfillView;
import dev.avow.engine.identity.Printable;

/** A backfill for a person's eyes, and for a program. */
final class BackfillText {

    private BackfillText() {}

    static String line(BackfillView view) {
        return Printable.text("Backfill '" + view.id() + "' of job '" + view.job() + "' is " + view.state()
                + ", decided to " + view.doneTo() + ": " + view.declared() + " slots declared, " + view.existing()
                + " declared before, " + view.refused() + " refused; " + view.active() + " active.");
    }

    static ObjectNode json(BackfillView view) {
        return Json.object()
                .put("id", view.id())
                .put("job", view.job())
                .put("schedule", view.schedule())
                .put("from", view.from().toString())
                .put("to", view.to().toString())
                .put("maxActive", view.maxActive())
                .put("by", view.by())
                .put("state", view.state().name())
                .put("doneTo", view.doneTo().toString())
                .put("declared", view.declared())
                .put("existing", view.existing())
                .put("refused", view.refused())
                .put("active", view.active());
    }
}
