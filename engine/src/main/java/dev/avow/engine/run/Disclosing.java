package dev.avow.engine.run;

import dev.avow.db.Bytes;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.declaration.Occasion.Manual;
import dev.avow.engine.declaration.PrivatePlaces;
import dev.avow.engine.declaration.PrivateValue;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.Hmac;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the texts of an occasion's params: as the caller gave them, or, where the occasion is that of an earlier
 * declaration, as they are kept beside that one.
 */
final class Disclosing {

    private final Store store;
    private final Job job;
    private final Occasion occasion;

    Disclosing(Store store, Job job, Occasion occasion) {
        this.store = store;
        this.job = job;
        this.occasion = occasion;
    }

    /**
     * Returns the params; of a slot the defaults.
     *
     * @throws Refusal if a text was erased
     */
    OpenParams params() {
        JsonObject given = occasion instanceof Manual manual ? manual.params() : job.defaultParams();
        Set<String> confidential = job.confidentialParams();
        SortedMap<String, JsonValue> open = new TreeMap<>();
        SortedMap<String, String> hidden = new TreeMap<>();
        given.members().forEach((name, value) -> {
            Optional<PrivateValue> declared = PrivateValue.find(value);
            if (declared.isPresent()) {
                hidden.put(name, kept(name, declared.get().hmac()));
            } else if (confidential.contains(name)) {
                hidden.put(name, text(name, value));
            } else {
                open.put(name, value);
            }
        });
        return new OpenParams(JsonObject.of(open), hidden);
    }

    private static String text(String name, JsonValue value) {
        if (value instanceof JsonString text) {
            return text.value();
        }
        throw new EngineException(
                "Param '" + name + "' is confidential, and was declared as no text. Trigger the job with a text.");
    }

    /** Returns the text of which this is the HMAC, from beside whichever declaration of the occasion has it. */
    private String kept(String name, Hmac declared) {
        return store.read(session -> {
            List<RunRow> runs = session.runs().ofOccasion(job.name(), occasion.key());
            for (RunRow run : runs) {
                Optional<String> text =
                        session.privateValues().find(run.identity()).flatMap(row -> text(row, name, declared));
                if (text.isPresent()) {
                    return text.get();
                }
            }
            throw missing(session, runs, name);
        });
    }

    private static Optional<String> text(PrivateRow row, String name, Hmac declared) {
        return Optional.ofNullable(row.texts().get(PrivatePlaces.param(name)))
                .map(bytes -> new String(bytes.toArray(), StandardCharsets.UTF_8))
                .filter(text -> Hmac.of(row.key().toArray(), text).equals(declared));
    }

    private Refusal missing(Session session, List<RunRow> runs, String name) {
        boolean erased = runs.stream().anyMatch(run -> session.erasures().isErased(run.identity()));
        String what = "Private param '" + name + "' of job '" + job.name() + "', occasion '" + occasion.key() + "', ";
        return erased
                ? new Refusal(
                        Refusal.Code.ERASED,
                        what + "was erased. Trigger the job under another request key, if it has to run.",
                        null)
                : new Refusal(Refusal.Code.NOT_BUILT, what + "is not kept. Restore the database from a backup.", null);
    }

    static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
