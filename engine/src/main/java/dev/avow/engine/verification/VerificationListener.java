package dev.avow.engine.verification;

import java.util.Map;

/** Hears of a verification while it goes on, on the thread that verifies. */
public interface VerificationListener {

    /** Something does not hold. */
    void found(Finding finding);

    /**
     * All before this position is checked, and its findings are told.
     *
     * @param position for {@link Scope#resume(String)}
     * @param checked how much was checked by now
     */
    default void reached(String position, Map<Checked, Long> checked) {}
}
