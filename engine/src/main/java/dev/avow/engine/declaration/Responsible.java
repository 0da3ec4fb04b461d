package dev.avow.engine.declaration;

/**
 * Who answers for a run.
 *
 * @param owner of the job
 * @param submitter {@code schedule} for slots, else whom the caller named
 */
public record Responsible(String owner, String submitter) {

    /** The submitter of slots. */
    public static final String SCHEDULE = "schedule";

    /** @throws DeclarationException if one of them is not a line of 1 to 200 characters */
    public Responsible {
        Checks.line("owner", owner, Checks.MAX_LINE);
        Checks.line("submitter", submitter, Checks.MAX_LINE);
    }
}
