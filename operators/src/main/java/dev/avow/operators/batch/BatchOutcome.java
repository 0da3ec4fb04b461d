package dev.avow.operators.batch;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.OutputAdvice;

/** How an attempt ends whose batch is done: its outputs and notes, and whether it succeeded. */
record BatchOutcome(DeclaredRun run, Model model, BatchParameters parameters, ProviderBatch batch, Answers answers) {

    OperatorResult result() {
        OperatorResult result = ending().output(
                        BatchChatOperator.ANSWERS, BatchChatOperator.MEDIA_TYPE, answers.answers())
                .output(BatchChatOperator.ERRORS, BatchChatOperator.MEDIA_TYPE, answers.errors())
                .note("batch", new JsonString(batch.id()))
                .note("failed", new JsonInteger(answers.failed()));
        return answers.counts().noted(result, model);
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
                        + ". " + OutputAdvice.read(run, BatchChatOperator.ERRORS) + ", or raise max_errors.",
                expired || answers.isRetriable());
    }
}
