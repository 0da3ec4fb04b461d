package dev.avow.examples;

import dev.avow.engine.declaration.Decimals;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Input;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.judge.JudgeOperator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the mean of the scores that the runs of a mapped judge gave.
 *
 * <p>Parameter {@code source}: the judgements. Output {@code mean}: an {@link Evaluation.Mean}. Fails for good without any.
 */
final class MeanOperator implements Operator {

    static final String NAME = "mean-score";

    private static final int DIGITS = 4;

    @Override
    public OperatorRef ref() {
        return new OperatorRef(NAME, "1");
    }

    @Override
    public Set<Component> needs() {
        return EnumSet.of(Component.PARAMETERS, Component.CONTEXT);
    }

    @Override
    public JsonObject parameters(JsonObject defined) {
        ParameterReader in = new ParameterReader(NAME, defined);
        in.source("source");
        return in.done();
    }

    @Override
    public Optional<String> objection(Declaration declaration) {
        return new ParameterReader(NAME, declaration.parameters())
                .source("source")
                .objection(declaration);
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws IOException {
        List<Input> judgements = new ParameterReader(NAME, run.declaration().parameters())
                .source("source")
                .all(run);
        if (judgements.isEmpty()) {
            throw OperatorException.permanent("There is no judgement to take the mean of. Judge at least one answer.");
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Input judgement : judgements) {
            sum = sum.add(new BigDecimal(
                    JudgeOperator.JUDGEMENT.read(judgement.bytes()).score()));
        }
        BigDecimal mean = sum.divide(BigDecimal.valueOf(judgements.size()), DIGITS, RoundingMode.HALF_EVEN);
        return OperatorResult.success()
                .output(Evaluation.MEAN, new Evaluation.Mean(judgements.size(), Decimals.of(mean)));
    }
}
