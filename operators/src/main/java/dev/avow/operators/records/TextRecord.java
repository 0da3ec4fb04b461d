package dev.avow.operators.records;

/**
 * A text to work on.
 *
 * @param id what its source calls it, or where it stands there; no other record of the run has it
 * @param text which may be private: do not log it
 */
public record TextRecord(String id, String text) {

    /** Returns the id and how long the text is, and nothing of it. */
    @Override
    public String toString() {
        return id + ", " + text.length() + " characters";
    }
}
