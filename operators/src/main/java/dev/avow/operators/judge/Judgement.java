package dev.avow.operators.judge;

/**
 * What {@link JudgeOperator} gives.
 *
 * @param score on the declared scale, a decimal in plain form
 * @param reason in the model's words
 * @param passed whether the score is not below the threshold
 */
public record Judgement(String score, String reason, boolean passed) {}
