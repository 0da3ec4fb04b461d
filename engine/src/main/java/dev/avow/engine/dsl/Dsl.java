package dev.avow.engine.dsl;

/** Where a definition starts, for static import. */
public final class Dsl {

    private Dsl() {}

    /** Starts the definition of a job. */
    public static JobBuilder job(String name) {
        return new JobBuilder(name);
    }

    /** Starts a call of the operator of this name. */
    public static OperatorCall operator(String name) {
        return OperatorCall.operator(name);
    }
}
