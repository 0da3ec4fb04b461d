package dev.avow.engine.gate;

import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.Identity;

/**
 * What the columns beside a declaration's bytes repeat of them.
 *
 * @param index of the element of a mapped task, else {@link DeclarationRow#NOT_MAPPED}
 */
public record DeclaredColumns(String identity, OccasionKey key, int index, String spec) {

    /** Returns what the columns must say. */
    public static DeclaredColumns of(Identity identity, Declaration declaration) {
        OccasionKey key = new OccasionKey(
                declaration.job(), declaration.task(), declaration.occasion().key());
        int index = declaration.context().mapped().map(Mapped::index).orElse(DeclarationRow.NOT_MAPPED);
        return new DeclaredColumns(
                identity.toString(), key, index, declaration.spec().toString());
    }

    /** Returns all of it for a message, safe for a terminal. */
    public String text() {
        return Text.safe(identity) + ", job " + Text.quoted(key.job()) + ", task " + Text.quoted(key.task())
                + ", occasion " + Text.quoted(key.occasion())
                + (index == DeclarationRow.NOT_MAPPED ? "" : ", element " + index) + ", spec " + Text.safe(spec);
    }
}
