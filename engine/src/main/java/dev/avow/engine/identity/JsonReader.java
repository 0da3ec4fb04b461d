package dev.avow.engine.identity;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads one document of the declared subset, strictly, and refuses the first offender in the order of the text.
 *
 * <p>A reader of our own, since what is refused must not change with a library's version: public readers look at the
 * value before they give the name, do not say where a duplicate stands, and differ in what they let pass [1]. Nesting is
 * bounded, so recursion is.
 *
 * <ol>
 *   <li><a href="https://www.rfc-editor.org/rfc/rfc8259#section-2">RFC 8259, section 2: JSON grammar</a>
 * </ol>
 */
final class JsonReader {

    private final JsonTokens tokens;
    private final JsonPath path = new JsonPath();

    private JsonReader(byte[] utf8) {
        tokens = new JsonTokens(utf8, path);
    }

    static JsonValue read(byte[] utf8) {
        return new JsonReader(utf8).document();
    }

    private JsonValue document() {
        tokens.refuseByteOrderMark();
        tokens.skipSpace();
        JsonValue value = value();
        tokens.skipSpace();
        if (!tokens.isAtEnd()) {
            throw tokens.refuse("the end");
        }
        return value;
    }

    private JsonValue value() {
        return switch (tokens.peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal("true", JsonBoolean.TRUE);
            case 'f' -> literal("false", JsonBoolean.FALSE);
            case 'n' -> throw refuseNull();
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> integer();
            default -> throw tokens.refuse("a value");
        };
    }

    private JsonObject object() {
        path.refuseDepth();
        path.enter();
        tokens.next();
        tokens.skipSpace();
        MembersBuilder members = new MembersBuilder();
        boolean more = tokens.peek() != '}';
        while (more) {
            member(members);
            tokens.skipSpace();
            more = tokens.isComma('}', "',' or '}'");
        }
        tokens.next();
        path.leave();
        return new JsonObject(members.build());
    }

    private void member(MembersBuilder members) {
        String name = tokens.string("a name in quotes");
        path.member(name);
        refuseName(name, members);
        tokens.skipSpace();
        tokens.expect(':', "':'");
        tokens.skipSpace();
        members.add(name, value());
        path.toObject();
    }

    private void refuseName(String name, MembersBuilder members) {
        String offence = Utf16.offenceOfName(name);
        if (offence != null) {
            throw path.refuse(offence);
        }
        if (members.has(name)) {
            throw path.refuse("duplicate name");
        }
    }

    private JsonArray array() {
        path.refuseDepth();
        path.enter();
        tokens.next();
        tokens.skipSpace();
        List<JsonValue> values = new ArrayList<>();
        boolean more = tokens.peek() != ']';
        while (more) {
            path.element(values.size());
            values.add(value());
            path.toArray();
            tokens.skipSpace();
            more = tokens.isComma(']', "',' or ']'");
        }
        tokens.next();
        path.leave();
        return new JsonArray(values);
    }

    private JsonString string() {
        String text = tokens.string("a string");
        try {
            return new JsonString(text);
        } catch (JsonRefusedException e) {
            throw path.refuse(e.reason());
        }
    }

    private JsonInteger integer() {
        String text = tokens.integer();
        try {
            return new JsonInteger(Long.parseLong(text));
        } catch (JsonRefusedException e) {
            throw path.refuse(e.reason());
        }
    }

    private JsonBoolean literal(String text, JsonBoolean value) {
        tokens.literal(text);
        return value;
    }

    private JsonRefusedException refuseNull() {
        tokens.literal("null");
        return path.refuse("null");
    }
}
