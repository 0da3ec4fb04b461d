package dev.avow.engine.run;

import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Identity;
import java.util.Optional;

/** The same request was declared meanwhile, under another key for its private values: it is built again with that one. */
final class KeyTaken extends EngineException {

    private static final long serialVersionUID = 1L;

    private KeyTaken(Identity first) {
        super("Request was declared meanwhile as " + first + ". Nothing needs to be done.");
    }

    /**
     * Refuses a declaration whose number another one has, if that may be due to the key alone.
     *
     * @throws KeyTaken if it was made with another key than the first one's, which is kept
     * @throws EngineException if the first one was erased, so that nobody can say whether they are the same
     */
    static void refuse(Session session, Prepared later, Identity first) {
        if (session.erasures().isErased(first.toString())) {
            throw new EngineException("Request refused, ERASED: '"
                    + later.declaration().occasion().key() + "' of job '"
                    + later.declaration().job() + "' was declared before as " + first
                    + ", and its private values were erased. Use another request key, if it has to run again.");
        }
        Optional<PrivateRow> kept = session.privateValues().find(first.toString());
        boolean other = later.privateValues()
                .flatMap(own -> kept.filter(row -> !row.key().equals(own.key())))
                .isPresent();
        if (other) {
            throw new KeyTaken(first);
        }
    }
}
