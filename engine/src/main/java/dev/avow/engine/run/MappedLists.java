package dev.avow.engine.run;

import dev.avow.db.Mappings.MappingRow;
import dev.avow.db.Store;
import dev.avow.db.StoreException;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.Elements.ByCode;
import dev.avow.engine.dsl.Elements.ByOutput;
import dev.avow.engine.identity.Digest;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Finds the lists of mapped tasks: anew for an occasion, or as they were kept. */
final class MappedLists {

    private final Store store;

    MappedLists(Store store) {
        this.store = store;
    }

    /**
     * Returns what a mapped task has a run for each of.
     *
     * @throws Refusal if that cannot be told, or is not valid
     */
    MappedList find(BoundTask bound, Occasion occasion, Map<String, Upstream> upstream) {
        Elements elements = bound.task().mapped().orElseThrow();
        try {
            MappedList list = elements instanceof ByCode code
                    ? MappedList.of(code.source().keys(occasion))
                    : ofOutput((ByOutput) elements, upstream);
            list.toBytes(); // why: it refuses a list that is too long to be kept
            return list;
        } catch (StoreException e) {
            throw e;
        } catch (Throwable e) { // why: the definition's own code may throw anything
            throw new Refusal(
                    Refusal.Code.NOT_BUILT,
                    "List of " + Preparer.name(bound, occasion) + " cannot be made: " + Messages.of(e)
                            + " Mend the cause, then redeclare.",
                    e);
        }
    }

    private MappedList ofOutput(ByOutput elements, Map<String, Upstream> upstream) {
        String what = "Output '" + elements.output() + "' of task '" + elements.task() + "'";
        if (upstream.get(elements.task()) instanceof UpstreamRun run
                && run.outputs().containsKey(elements.output())) {
            if (new PrivateOutputs(store, run).isPrivate(elements.output())) {
                throw new EngineException(what + " is private, and the keys of its elements would be declared in clear."
                        + " Map over an output that is not private.");
            }
            Digest digest = run.outputs().get(elements.output());
            return MappedList.parse(new KeptText(store).of(what, digest).getBytes(StandardCharsets.UTF_8));
        }
        throw new EngineException(what + " was not given. Let the task give it.");
    }

    /**
     * Returns the list of a mapping as it was kept.
     *
     * @throws Refusal if it is not there any more, or has other bytes
     */
    MappedList kept(MappingRow mapping) {
        String what = "List of job '" + mapping.key().job() + "', task '"
                + mapping.key().task() + "', occasion '" + mapping.key().occasion() + "'";
        try {
            String text = new KeptText(store).of(what, new Digest(mapping.list()));
            return MappedList.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (EngineException | UncheckedIOException e) {
            throw new Refusal(
                    Refusal.Code.NOT_BUILT, what + " cannot be read: " + Messages.of(e) + " Then redeclare.", e);
        }
    }
}
