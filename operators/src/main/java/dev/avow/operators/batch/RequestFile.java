package dev.avow.operators.batch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.operator.ClearMessage;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import dev.avow.operators.chat.Decoding;
import dev.avow.operators.model.ModelNames;
import dev.avow.operators.records.TextRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the requests of a batch, one a line; the same run gives the same bytes. */
final class RequestFile {

    private static final String ID = "record-";

    private RequestFile() {}

    /** Returns what a record is called towards the provider, whose limits for names differ. */
    static String customId(int index) {
        return ID + (index + 1);
    }

    /** @throws OperatorException if the file is above the limit; for good */
    static Path write(DeclaredRun run, BatchParameters parameters, Model model, List<TextRecord> records)
            throws IOException {
        Path file = run.workDirectory().resolve("requests.jsonl");
        int limit = parameters.limits().requestBytes();
        long written = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < records.size(); i++) {
                byte[] line = line(run, parameters, model, i, records.get(i));
                written += line.length;
                if (written > limit) {
                    throw OperatorException.permanent("The requests are above " + limit + " bytes at record " + (i + 1)
                            + " of " + records.size() + ". Raise max_request_bytes, or give fewer.");
                }
                out.write(line);
            }
        }
        return file;
    }

    private static byte[] line(DeclaredRun run, BatchParameters parameters, Model model, int index, TextRecord record) {
        ObjectNode request = Calls.JSON.createObjectNode();
        request.put("custom_id", customId(index)).put("method", "POST").put("url", BatchApi.CHAT);
        ObjectNode body = request.putObject("body").put("model", ModelNames.sent(model));
        ArrayNode messages = body.putArray("messages");
        run.messages().forEach(message -> add(messages, message));
        add(messages, new ClearMessage("user", record.text()));
        addDecoding(body, parameters.decoding());
        return (request + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void add(ArrayNode messages, ClearMessage message) {
        messages.addObject().put("role", message.role()).put("content", message.content());
    }

    private static void addDecoding(ObjectNode body, Decoding decoding) {
        decoding.frequencyPenalty().ifPresent(value -> body.put("frequency_penalty", value));
        decoding.maxTokens().ifPresent(value -> body.put("max_tokens", value));
        decoding.presencePenalty().ifPresent(value -> body.put("presence_penalty", value));
        decoding.seed().ifPresent(value -> body.put("seed", value));
        if (!decoding.stopSequences().isEmpty()) {
            ArrayNode stop = body.putArray("stop");
            decoding.stopSequences().forEach(stop::add);
        }
        decoding.temperature().ifPresent(value -> body.put("temperature", value));
        decoding.topK().ifPresent(value -> body.put("top_k", value));
        decoding.topP().ifPresent(value -> body.put("top_p", value));
    }
}
