package dev.avow.engine.declaration;

import dev.avow.engine.identity.Digest;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What bounds a run.
 *
 * @param timeout of one attempt, above zero
 * @param outputs the names of the outputs that a success must have given
 * @param outputSchema the digest of the schema that outputs must have
 */
public record Constraints(
        Optional<Duration> timeout, SortedSet<String> outputs, Optional<Digest> outputSchema, Optional<Budget> budget) {

    /** @throws DeclarationException if the timeout is not above zero, or an output has no valid name */
    public Constraints {
        if (timeout.isPresent() && (timeout.get().isZero() || timeout.get().isNegative())) {
            throw DeclarationException.at("timeout", "duration " + timeout.get() + " is not above zero");
        }
        Checks.names("outputs", outputs);
        outputs = Checks.copy(outputs);
    }

    /** Returns constraints that bound nothing. */
    public static Constraints none() {
        return new Constraints(Optional.empty(), new TreeSet<>(), Optional.empty(), Optional.empty());
    }

    /**
     * What a run may spend; at least one of them.
     *
     * @param tokens of input and output together
     * @param cost of all calls together
     */
    public record Budget(OptionalLong tokens, Optional<Cost> cost) {

        /** @throws DeclarationException if the tokens are not above zero, or nothing is given */
        public Budget {
            if (tokens.isEmpty() && cost.isEmpty()) {
                throw DeclarationException.here("budget of nothing; give tokens or cost, or no budget");
            }
            if (tokens.isPresent()) {
                Checks.atLeast("tokens", 1, tokens.getAsLong());
            }
        }
    }

    /**
     * An amount of money.
     *
     * @param amount a decimal in plain form, above zero
     * @param currency three upper-case letters of ISO 4217
     */
    public record Cost(String amount, String currency) {

        private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

        /** @throws DeclarationException if the amount is not a plain decimal above zero, or the currency no code */
        public Cost {
            if (!Decimals.isPlain(amount) || amount.startsWith("-") || amount.equals("0")) {
                throw DeclarationException.at(
                        "amount", Checks.shown(amount) + " is not a decimal in plain form above zero");
            }
            if (!CURRENCY.matcher(currency).matches()) {
                throw DeclarationException.at(
                        "currency", Checks.shown(currency) + " is not three upper-case letters of ISO 4217");
            }
        }
    }
}
