package dev.avow.engine.declaration;

import dev.avow.engine.identity.Hmac;
import dev.avow.engine.identity.JsonPointer;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where private values can stand in a declaration, as JSON pointers. */
public final class PrivatePlaces {

    private static final JsonPointer MESSAGES =
            JsonPointer.ROOT.member("prompt").member("messages");
    private static final JsonPointer PARAMS =
            JsonPointer.ROOT.member("occasion").member("params");

    private PrivatePlaces() {}

    /** Returns the place of a message's content, counted from 0: {@code /prompt/messages/0/content}. */
    public static String message(int index) {
        return MESSAGES.element(index).member("content").text();
    }

    /** Returns the place of a param's value: {@code /occasion/params/NAME}. */
    public static String param(String name) {
        return PARAMS.member(name).text();
    }

    /** Returns the private values of a declaration, by place. */
    static SortedMap<String, Hmac> of(Declaration declaration) {
        SortedMap<String, Hmac> found = new TreeMap<>();
        declaration.prompt().ifPresent(prompt -> {
            for (int i = 0; i < prompt.messages().size(); i++) {
                if (prompt.messages().get(i).content() instanceof PrivateValue value) {
                    found.put(message(i), value.hmac());
                }
            }
        });
        if (declaration.occasion() instanceof Occasion.Manual manual) {
            manual.params()
                    .members()
                    .forEach((name, value) ->
                            PrivateValue.find(value).ifPresent(hidden -> found.put(param(name), hidden.hmac())));
        }
        return Collections.unmodifiableSortedMap(found);
    }
}
