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
}
