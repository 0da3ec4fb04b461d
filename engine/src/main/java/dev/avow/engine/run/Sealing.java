package dev.avow.engine.run;

import dev.avow.db.Bytes;
import dev.avow.db.ContentStore;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.dsl.BoundTask.Facts;
import dev.avow.engine.identity.Hmac;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Puts HMACs in place of the private texts of a declaration. The key is random, and made once for each occasion, task and
 * declaration number: who declares the same again takes the key that is kept, so that equal texts give the equal identity.
 */
final class Sealing {

    private final Store store;
    private final Supplier<byte[]> keys;
    private final BoundTask bound;
    private final Occasion occasion;
    private final OpenParams params;

    Sealing(Store store, Supplier<byte[]> keys, BoundTask bound, Occasion occasion, OpenParams params) {
        this.store = store;
        this.keys = keys;
        this.bound = bound;
        this.occasion = occasion;
        this.params = params;
    }

    /** Returns the declaration, with its key and texts if it has private values. */
    Sealed seal(Facts facts, String submitter, boolean redeclared) {
        SortedMap<String, String> texts = params.texts(occasion);
        texts.putAll(bound.confidentialTexts(facts));
        if (texts.isEmpty()) {
            return new Sealed(bound.declaration(params.shown(occasion), facts, submitter), Optional.empty());
        }
        SortedMap<String, Bytes> kept = new TreeMap<>();
        texts.forEach((place, text) -> kept.put(place, checked(place, text)));
        Optional<Sealed> same = redeclared
                ? store.read(session -> sameAsBefore(session, facts, submitter, texts, kept))
                : store.read(session -> key(session, facts, 1)).map(key -> seal(facts, submitter, texts, kept, key));
        return same.orElseGet(() -> seal(facts, submitter, texts, kept, newKey()));
    }

    private Sealed seal(
            Facts facts, String submitter, SortedMap<String, String> texts, SortedMap<String, Bytes> kept, Bytes key) {
        byte[] secret = key.toArray();
        Map<String, Hmac> values = new TreeMap<>();
        texts.forEach((place, text) -> values.put(place, Hmac.of(secret, text)));
        Declaration declaration = bound.declaration(params.declared(occasion, values), facts, submitter, values);
        return new Sealed(declaration, Optional.of(new PrivateRow(key, kept)));
    }

    /** Returns the declaration under the key of an earlier number, if it is the one that has that number. */
    private Optional<Sealed> sameAsBefore(
            Session session,
            Facts facts,
            String submitter,
            SortedMap<String, String> texts,
            SortedMap<String, Bytes> kept) {
        for (int number = session.declarations().lastNumber(occasionKey()); number > 0; number--) {
            Optional<String> declared = declared(session, facts, number);
            Optional<Sealed> again = key(session, facts, number)
                    .map(key -> seal(facts, submitter, texts, kept, key))
                    .filter(made -> declared.equals(
                            Optional.of(made.declaration().identity().toString())));
            if (again.isPresent()) {
                return again;
            }
        }
        return Optional.empty();
    }

    private Optional<Bytes> key(Session session, Facts facts, int number) {
        return declared(session, facts, number)
                .flatMap(session.privateValues()::find)
                .map(PrivateRow::key);
    }

    private Optional<String> declared(Session session, Facts facts, int number) {
        int index = facts.mapped().map(Mapped::index).orElse(DeclarationRow.NOT_MAPPED);
        return session.declarations()
                .findByOccasion(occasionKey(), number, index)
                .map(DeclarationRow::identity);
    }

    private OccasionKey occasionKey() {
        return new OccasionKey(bound.job().name(), bound.task().name(), occasion.key());
    }

    private Bytes newKey() {
        byte[] key = keys.get();
        if (key.length != Hmac.KEY_BYTES) {
            throw new EngineException("Source of keys for private values gave " + key.length + " bytes. Let it give "
                    + Hmac.KEY_BYTES + " random ones.");
        }
        return Bytes.of(key);
    }

    private static Bytes checked(String place, String text) {
        Bytes utf8 = Disclosing.utf8(text);
        if (utf8.size() > ContentStore.MAX_IN_DATABASE) {
            throw new EngineException("Private value at " + place + " has " + utf8.size() + " bytes. Give at most "
                    + ContentStore.MAX_IN_DATABASE + ", and more as an input.");
        }
        return utf8;
    }

    /** A declaration, and what is kept of its private values if it has some. */
    record Sealed(Declaration declaration, Optional<PrivateRow> privateValues) {}
}
