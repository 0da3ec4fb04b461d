package dev.avow.engine.declaration;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.JsonPointer;
import dev.avow.engine.identity.JsonRefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A declaration or spec is not valid; its message names the place and what is wrong there.
 *
 * <p>A part of a declaration refuses at a pointer relative to itself; whoever puts it in its place adds the rest with
 * {@link #under}.
 */
public final class DeclarationException extends EngineException {

    private static final long serialVersionUID = 1L;

    private final JsonPointer pointer;
    private final String reason;

    public DeclarationException(JsonPointer pointer, String reason) {
        this(pointer, reason, null);
    }

    public DeclarationException(JsonPointer pointer, String reason, @Nullable Throwable cause) {
        super("Refused at " + pointer + ": " + reason + ".", cause);
        this.pointer = pointer;
        this.reason = reason;
    }

    /** Refuses what canonical JSON refused: the same place, the same reason. */
    DeclarationException(JsonRefusedException refused) {
        this(refused.pointer(), refused.reason(), refused);
    }

    /** Refuses a member. */
    static DeclarationException at(String member, String reason) {
        return new DeclarationException(JsonPointer.ROOT.member(member), reason);
    }

    /** Refuses the whole of a part. */
    static DeclarationException here(String reason) {
        return new DeclarationException(JsonPointer.ROOT, reason);
    }

    /** Returns the same refusal, seen from the document in which the part stands at this place. */
    public DeclarationException under(JsonPointer place) {
        return new DeclarationException(place.append(pointer), reason, this);
    }

    /** Returns the place of the first offender. */
    public JsonPointer pointer() {
        return pointer;
    }

    /** Returns what is wrong there, without a full stop. */
    public String reason() {
        return reason;
    }
}
