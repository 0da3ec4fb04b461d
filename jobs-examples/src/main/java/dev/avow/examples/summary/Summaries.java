package dev.avow.examples.summary;

import dev.avow.engine.dsl.OperatorCall;
import dev.avow.operators.Source;

/** The words of this package's operators in a job's definition, for static import. */
public final class Summaries {

    private Summaries() {}

    /** Returns a call that splits an English text into sentences. */
    public static OperatorCall sentences(Source text) {
        return OperatorCall.operator(SentenceOperator.NAME)
                .parameter("source", text.toString())
                .dependsOn(SentenceFile.NAME, SentenceFile.DECLARED);
    }

    /**
     * Returns a call that picks the sentences which say most of a text.
     *
     * @param sentences of the text, one a line
     * @param vectors of the sentences, in their order
     * @param count how many to pick
     */
    public static OperatorCall summary(Source sentences, Source vectors, int count) {
        return OperatorCall.operator(SummariseOperator.NAME)
                .parameter("source", sentences.toString())
                .parameter("vectors", vectors.toString())
                .parameter("sentences", count);
    }

    /**
     * Returns a call that measures a summary.
     *
     * @param text that was summarised
     * @param vectors of its sentences
     * @param summary the task that summarised it
     */
    public static OperatorCall measures(Source text, Source vectors, String summary) {
        return OperatorCall.operator(MeasureOperator.NAME)
                .parameter("source", text.toString())
                .parameter("vectors", vectors.toString())
                .parameter(
                        "summary",
                        Source.upstream(summary, SummariseOperator.SUMMARY).toString())
                .parameter(
                        "picks",
                        Source.upstream(summary, SummariseOperator.PICKS).toString());
    }
}
