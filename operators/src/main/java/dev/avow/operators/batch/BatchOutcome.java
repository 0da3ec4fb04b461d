package dev.avow.operators.batch;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.model.ModelNames;

/** How an attempt ends whose batch is done: its outputs and notes, and whether it succeeded. */
record BatchOutcome(Model model, BatchParameters parameters, ProviderBatch batch, Answers answers) {

    OperatorResult result() {
        OperatorResult result = ending().output(
                        BatchChatOperator.ANSWERS, BatchChatOperator.MEDIA_TYPE, answers.answers())
                .output(BatchChatOperator.ERRORS, BatchChatOperator.MEDIA_TYPE, answers.errors())
                .note("batch", new JsonString(batch.id()))
                .note("failed", new JsonInteger(answers.failed()))
                .note("input_tokens", new JsonInteger(answers.inputTokens()))
                .note("output_tokens", new JsonInteger(answers.outputTokens()));
        return answers.models().isEmpty()
                ? result
                : result.note("response_model", new JsonString(String.join(", ", answers.models())))
                        .note(
                                "deviated",
                                new JsonBoolean(
                                        answers.models().stream().anyMatch(name -> ModelNames.deviates(model, name))));
    }

    private OperatorResult ending() {
        int most = parameters.limits().errors();
        if (answers.failed() <= most) {
            return OperatorResult.success();
        }
        boolean expired = batch.status().equals("expired");
        return OperatorResult.failure(
                "Batch '" + batch.id() + "' " + (expired ? "expired with " : "has ") + answers.failed()
                        + " requests without a good answer, which is above " + most
                        + ". Read the output 'errors' of this attempt, or raise max_errors.",
                expired || answers.isRetriable());
    }
}
