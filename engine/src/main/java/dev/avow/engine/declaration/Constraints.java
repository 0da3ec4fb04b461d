package dev.avow.engine.declaration;

import dev.avow.engine.identity.Digest;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What bounds a run.
 *
 * @param timeout of one attempt, above zero
 * @param outputSchema the digest of the schema that outputs must have
 */
public record Constraints(Optional<Duration> timeout, Optional<Digest> outputSchema, Optional<Budget> budget) {

    /** Returns constraints that bound nothing. */
    public static Constraints none() {
        return new Constraints(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * What a run may spend; at least one of them.
     *
     * @param tokens of input and output together
     * @param cost a decimal in plain form
     */
    public record Budget(OptionalLong tokens, Optional<Cost> cost) {}

    /**
     * An amount of money.
     *
     * @param amount a decimal in plain form
     * @param currency three upper-case letters of ISO 4217
     */
    public record Cost(String amount, String currency) {}
}
