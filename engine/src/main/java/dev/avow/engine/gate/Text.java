package dev.avow.engine.gate;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Occasion.Slot;

/** How messages name a run. */
final class Text {

    private Text() {}

    static String of(Declaration declaration) {
        String occasion = declaration.occasion() instanceof Slot slot
                ? "scheduled for " + slot.scheduledFor()
                : "occasion '" + declaration.occasion().key() + "'";
        return "job '" + declaration.job() + "', task '" + declaration.task() + "', " + occasion;
    }
}
