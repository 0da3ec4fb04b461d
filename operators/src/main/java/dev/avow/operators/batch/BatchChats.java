package dev.avow.operators.batch;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.operators.Source;
import dev.avow.operators.records.RecordFormat;
import dev.avow.operators.records.RecordParameters;

/** The words of {@link BatchChatOperator} in a job's definition, for static import. */
public final class BatchChats {

    private BatchChats() {}

    /**
     * Returns a call that asks a model about each line of a text; {@link BatchChatOperator} lists what else can be set.
     *
     * <pre>{@code
     * .task("answer", batchChat(model, "provider", input("questions")).system("Answer in one sentence."))
     *     .input("questions", file(questions))
     * }</pre>
     *
     * @param connection the connection's name, with the setting {@code base_url} and the secret {@code api_key}
     */
    public static OperatorCall batchChat(Model model, String connection, Source records, Source... more) {
        return batchChat(RecordFormat.LINES, model, connection, records, more);
    }

    /** As {@link #batchChat}, of records that come as JSON Lines, such as the rows of a query. */
    public static OperatorCall batchChatOfJsonLines(Model model, String connection, Source records, Source... more) {
        return batchChat(RecordFormat.JSONL, model, connection, records, more);
    }

    /** As {@link #batchChat}, of contents each of which is one text as a whole. */
    public static OperatorCall batchChatOfFiles(Model model, String connection, Source file, Source... more) {
        return batchChat(RecordFormat.WHOLE, model, connection, file, more);
    }

    private static OperatorCall batchChat(
            RecordFormat format, Model model, String connection, Source first, Source... more) {
        OperatorCall call =
                OperatorCall.operator(BatchChatOperator.NAME).model(model).connection(connection);
        return RecordParameters.reading(call, format, first, more);
    }
}
