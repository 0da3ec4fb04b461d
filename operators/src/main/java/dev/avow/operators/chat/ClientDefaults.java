package dev.avow.operators.chat;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.Collection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks for parameters that a client would add to each request: no declaration has them. */
final class ClientDefaults {

    private ClientDefaults() {}

    /** @throws IllegalArgumentException if there is one beside the model's name */
    static void refuse(String provider, @Nullable ChatRequestParameters defaults) {
        if (defaults == null) {
            return;
        }
        boolean set = Stream.<@Nullable Object>of(
                                defaults.temperature(),
                                defaults.topP(),
                                defaults.topK(),
                                defaults.frequencyPenalty(),
                                defaults.presencePenalty(),
                                defaults.maxOutputTokens(),
                                defaults.toolChoice(),
                                defaults.responseFormat())
                        .anyMatch(value -> value != null)
                || isFilled(defaults.stopSequences())
                || isFilled(defaults.toolSpecifications());
        if (set) {
            throw new IllegalArgumentException("The client of provider '" + provider
                    + "' has request parameters of its own. Build it without them, and declare them with the task.");
        }
    }

    private static boolean isFilled(@Nullable Collection<?> values) {
        return values != null && !values.isEmpty();
    }
}
