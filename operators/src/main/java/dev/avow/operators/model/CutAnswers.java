package dev.avow.operators.model;

import dev.avow.operators.ParameterReader;
import java.util.List;

/** The parameter {@code cut}: what becomes of an answer that reached the most tokens. */
public final class CutAnswers {

    private static final String PARAMETER = "cut";
    private static final String FAIL = "fail";
    private static final String KEEP = "keep";

    private CutAnswers() {}

    /**
     * Reads whether such an answer is kept as a good one ({@code keep}) rather than a failure ({@code fail}, the default).
     *
     * @throws dev.avow.engine.operator.OperatorException if the parameter is neither of them
     */
    public static boolean areKept(ParameterReader in) {
        return in.choice(PARAMETER, List.of(FAIL, KEEP)).equals(KEEP);
    }
}
