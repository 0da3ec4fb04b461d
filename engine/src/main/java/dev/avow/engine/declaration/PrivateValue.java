package dev.avow.engine.declaration;

import dev.avow.engine.identity.Hmac;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import java.util.Optional;

/**
 * What stands in a declaration in place of a text that is private: {@code {"private":"hmac-sha256:..."}}. Text and key are
 * kept beside the declaration, and can be erased.
 *
 * @param hmac of the text, with the key of the declaration
 */
public record PrivateValue(Hmac hmac) implements Prompt.Content {

    static final String MEMBER = "private";

    /** Returns this as JSON. */
    public JsonObject toJson() {
        return JsonObject.builder().put(MEMBER, hmac.text()).build();
    }

    /**
     * Returns the private value that a JSON value is, or empty if it is another value.
     *
     * @throws DeclarationException if it has the member {@code private}, and is not wholly of its form
     */
    public static Optional<PrivateValue> find(JsonValue value) {
        return value instanceof JsonObject object && object.find(MEMBER).isPresent()
                ? Optional.of(read(object))
                : Optional.empty();
    }

    static PrivateValue read(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        return in.done(new PrivateValue(in.required(MEMBER, Values::hmac)));
    }
}
