package dev.avow.engine.scl;

/**
 * What is wrong with a document: the protocol's codes, whose names are stable.
 *
 * <p>Without E900, the protocol's internal error: there is no place in a document where none of these applies.
 *
 * @see <a href="https://github.com/scl-protocol/scl-spec/blob/main/SPEC_V1.md">SCL:V1, section 7</a>
 */
public enum SclCode {
    /** Invalid UTF-8, tab or CR anywhere, or a control character or line end inside quotes. */
    E001,
    /** The header is not {@code SCL:V1} and one blank line. */
    E101,
    /** The handles block is missing or empty, or has a line that is neither a handle nor its end. */
    E102,
    /** The document ends inside the handles block. */
    E103,
    /** The SCL block is missing, or has something else where content or its end must be, or something follows it. */
    E104,
    /** The document ends inside the SCL block. */
    E105,
    /** A handle's id, or what stands around it on its line. */
    E201,
    /** A handle's list of tags. */
    E202
}
