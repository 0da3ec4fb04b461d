package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.engine.identity.Identity;

/**
 * A command that is being carried out, by the face that programs use.
 *
 * @param by who asks
 */
record CommandCall(Core core, Avow avow, CommandArguments arguments, String by) {

    NamedUser user() {
        return avow.as(by);
    }

    BoundJob job() {
        return core.registry().get(arguments.text("job"));
    }

    /** Returns the run that the command is about, as it stands now. */
    RunRow run() {
        Identity identity = arguments.identity();
        return core.store()
                .read(session -> session.runs().find(identity.toString()))
                .orElseThrow(() -> RunVerbs.unknown(identity));
    }
}
