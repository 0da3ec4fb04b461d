package dev.avow.engine.verification;

/** What a verification counts. */
public enum Checked {
    SPECS,
    DECLARATIONS,
    RUNS,
    EVENTS,
    ATTEMPTS,
    OUTPUTS,
    APPROVALS,
    PRIVATE_VALUES,
    DEFERRALS,
    LOCATORS,
    SPEC_USES,
    USES,
    SLOTS,
    UNDECLARED,
    MAPPINGS,
    CONTENTS,
    /** Contents that are not there, and were allowed not to be. */
    CONTENTS_PASSED_OVER
}
