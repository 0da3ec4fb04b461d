package dev.avow.engine.scl;

import dev.avow.engine.EngineException;

/** Bytes are no SCL:V1 document; nothing of them was used. */
public final class SclRefusedException extends EngineException {

    private static final long serialVersionUID = 1L;

    private final SclCode code;
    private final int offset;
    private final String reason;

    SclRefusedException(SclCode code, int offset, String reason) {
        super("SCL:V1 document is refused, " + code + " at " + offset + ": " + reason + ".");
        this.code = code;
        this.offset = offset;
        this.reason = reason;
    }

    /** Returns the protocol's code of the first failure. */
    public SclCode code() {
        return code;
    }

    /** Returns the byte where it is, from 0; the document's length where its end is the failure. */
    public int offset() {
        return offset;
    }

    /** Returns what is wrong there in printable ASCII, without a full stop. */
    public String reason() {
        return reason;
    }
}
