package dev.avow.operators.judge;

import dev.avow.engine.declaration.Decimals;
import dev.avow.operators.ParameterReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * The scores that a judge may give: each is a choice, so that no model gives another one.
 *
 * @param scores from the lowest, in plain form
 */
record Scale(List<String> scores) {

    private static final int MOST = 101;

    /** @throws dev.avow.engine.operator.OperatorException if there are not 2 to 101 scores */
    static Scale read(ParameterReader in) {
        BigDecimal min = in.decimal("min_score", "0", "-1000000", "1000000");
        BigDecimal max = in.decimal("max_score", "1", "-1000000", "1000000");
        BigDecimal step = in.decimal("step", "0.1", "0.000001", "1000000");
        BigDecimal steps = max.subtract(min).divideToIntegralValue(step);
        if (steps.signum() <= 0
                || steps.compareTo(BigDecimal.valueOf(MOST - 1L)) > 0
                || min.add(step.multiply(steps)).compareTo(max) != 0) {
            throw in.bad(
                    "step", "does not lead from min_score to max_score in 1 to " + (MOST - 1) + " steps", "Change one");
        }
        return new Scale(Stream.iterate(min, score -> score.add(step))
                .limit(steps.intValueExact() + 1L)
                .map(Decimals::of)
                .toList());
    }

    String lowest() {
        return scores.get(0);
    }

    String highest() {
        return scores.get(scores.size() - 1);
    }
}
