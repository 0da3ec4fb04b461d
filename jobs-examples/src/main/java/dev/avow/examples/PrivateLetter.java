package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.Param.oneOf;
import static dev.avow.engine.dsl.Param.text;
import static dev.avow.engine.dsl.PromptText.text;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.ManualRequest;
import java.util.List;
import java.util.Objects;

/** Letters whose text is not declared in clear, and is erased when its writer asks for that. */
final class PrivateLetter {

    private PrivateLetter() {}

    /** The declaration has an HMAC of the letter and of the message; the outputs are erased with them. */
    static Job privateLetter() {
        return job("private-letter")
                .owner("care@example.org")
                .param("letter", text().confidential())
                .param("tone", oneOf("dry", "warm").orElse("warm"))
                .task(
                        "shorten",
                        operator("shorten")
                                .system("Be {{params.tone}}.")
                                .user(text("Shorten this letter:\n{{params.letter}}")
                                        .confidential()))
                .privateOutputs()
                .build();
    }

    /** The number of the letter is the request's key, so that the same letter is the same run. */
    static Identity receive(Avow avow, String number, String letter) {
        JsonObject params = JsonObject.builder().put("letter", letter).build();
        return Objects.requireNonNull(avow.trigger(
                        "private-letter",
                        params,
                        ManualRequest.by("mail@example.org").key(number))
                .get("shorten"));
    }

    /** What was declared and what happened stays, and its identity too; only the letter and what was made of it go. */
    static List<Identity> forget(Avow avow, String number) {
        return avow.eraseOccasion("private-letter", "manual:" + number, "ann@example.org", "asked for by the writer");
    }
}
