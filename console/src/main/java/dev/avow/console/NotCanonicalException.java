package dev.avow.console;

/** A valid declaration is not in canonical form, which was asked for. */
final class NotCanonicalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    NotCanonicalException(int offset) {
        super(reason(offset));
        this.offset = offset;
    }

    /** Returns what is wrong, without a full stop. */
    String reason() {
        return reason(offset);
    }

    private static String reason(int offset) {
        return "not canonical: differs at byte " + offset;
    }

    /** Returns the offset of the first byte that differs, from 0. */
    int offset() {
        return offset;
    }
}
