package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.Printable;
import java.util.Map;
import java.util.regex.Pattern;

/** Sets how many slots named pools have. */
final class PoolSizes {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    private final Core core;

    PoolSizes(Core core) {
        this.core = core;
    }

    void set(String pool, int slots) {
        new DeclarationGuard(core.guard()).given(Map.of("Name of the pool", pool));
        if (!NAME.matcher(pool).matches()) {
            throw new EngineException("Pool name " + Printable.quoted(pool) + " is not valid. Use 1 to 100 of a-z, 0-9,"
                    + " '.', '_' and '-', with a letter or digit first.");
        }
        if (slots < 0) {
            throw new EngineException("Pool '" + pool + "' cannot have " + slots + " slots. Give at least 0.");
        }
        core.store().writeOnly(session -> {
            session.seats().lock(pool);
            session.seats().resize(pool, slots);
            JsonObject event =
                    JsonObject.builder().put("pool", pool).put("slots", slots).build();
            core.journal().job(session, EventKind.POOL_SET, Journal.NO_JOB, event);
        });
    }
}
