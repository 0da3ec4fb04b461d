package dev.avow.operators.judge;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.TypedOutput;
import dev.avow.operators.OutputAdvice;
import dev.avow.operators.chat.ChatProvider;
import dev.avow.operators.chat.ModelOperator;
import dev.avow.operators.chat.StructuredAnswer;
import java.math.BigDecimal;

/**
 * Lets the declared model score what the prompt shows by a rubric. Threads may share it.
 *
 * <table>
 * <caption>Parameters, beside {@code connection} and the decoding parameters of {@code chat}</caption>
 * <tr><td>{@code threshold}</td><td>a decimal on the scale; must be given</td></tr>
 * <tr><td>{@code min_score}, {@code max_score}, {@code step}</td><td>the scale, of at most 101 scores; 0, 1, 0.1</td></tr>
 * <tr><td>{@code below}</td><td>what a score below the threshold does: {@code pass} it on, for a branch to decide
 *     (default), or {@code fail} the run for good</td></tr>
 * </table>
 *
 * <p>Output {@code judgement}: a {@link Judgement}, also of a run that fails by its score. Notes and failures are those of
 * {@code chat}; an answer that is no score on the scale with a reason may be retried, and one that is cut fails for good.
 * Such a failure keeps the answer as {@code answer}.
 */
public final class JudgeOperator extends ModelOperator {

    /** The operator's name. */
    public static final String NAME = "judge";

    /** The output. */
    public static final TypedOutput<Judgement> JUDGEMENT = TypedOutput.of("judgement", Judgement.class);

    private static final TypedOutput<Verdict> VERDICT = TypedOutput.of("answer", Verdict.class);

    private JudgeOperator(ChatProvider... providers) {
        super(NAME, "1", providers);
    }

    /**
     * Returns an operator that can call the models of these providers.
     *
     * @throws IllegalArgumentException if there is none, or two have one name
     */
    public static JudgeOperator with(ChatProvider... providers) {
        return new JudgeOperator(providers);
    }

    @Override
    public JsonObject parameters(JsonObject defined) {
        return JudgeParameters.read(defined).all();
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws InterruptedException {
        JudgeParameters parameters = JudgeParameters.read(run.declaration().parameters());
        StructuredAnswer answer = StructuredAnswer.ask(models(), run, parameters.decoding(), parameters.schema());
        return answer.failure().orElseGet(() -> judged(run, answer, parameters));
    }

    private static OperatorResult judged(DeclaredRun run, StructuredAnswer answer, JudgeParameters parameters) {
        Verdict verdict = answer.read(VERDICT);
        boolean passed = new BigDecimal(verdict.score()).compareTo(parameters.threshold()) >= 0;
        OperatorResult ending = passed || !parameters.failsBelow()
                ? OperatorResult.success()
                : OperatorResult.failure(
                        "The score " + verdict.score() + " is below the threshold "
                                + parameters.threshold().toPlainString()
                                + ". " + OutputAdvice.read(run, JUDGEMENT.name()) + ".",
                        false);
        return answer.answer()
                .noted(ending.output(JUDGEMENT, new Judgement(verdict.score(), verdict.reason(), passed)));
    }

    /** What the model answers. */
    record Verdict(String score, String reason) {}
}
