package dev.avow.db.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads canonical JSON, as stored declarations are, for migrations: these must go on as they are when the engine's reader
 * changes. What is no JSON of that kind is refused with an {@link IllegalArgumentException}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785: JSON Canonicalization Scheme (JCS)</a>
 */
final class StoredJson {

    private static final int MAX_DEPTH = 64;

    private final String text;
    private int at;

    private StoredJson(String text) {
        this.text = text;
    }

    /** A value: its text, and what it holds, which is nothing for numbers and literals. */
    record Node(String text, Optional<String> string, Map<String, Node> members, List<Node> elements) {

        Optional<Node> find(String... path) {
            Optional<Node> found = Optional.of(this);
            for (String name : path) {
                found = found.map(node -> node.members().get(name));
            }
            return found;
        }

        Optional<String> string(String... path) {
            return find(path).flatMap(Node::string);
        }
    }

    static Node parse(String text) {
        StoredJson json = new StoredJson(text);
        Node root = json.value(1);
        if (json.at != text.length()) {
            throw json.fault();
        }
        return root;
    }

    private Node value(int depth) {
        if (depth > MAX_DEPTH) {
            throw fault();
        }
        int start = at;
        Optional<String> string = Optional.empty();
        Map<String, Node> members = new LinkedHashMap<>();
        List<Node> elements = new ArrayList<>();
        switch (peek()) {
            case '{' -> members(members, depth);
            case '[' -> elements(elements, depth);
            case '"' -> string = Optional.of(string());
            default -> plain();
        }
        return new Node(text.substring(start, at), string, members, elements);
    }

    private void members(Map<String, Node> members, int depth) {
        take('{');
        while (peek() != '}') {
            String name = string();
            take(':');
            members.put(name, value(depth + 1));
            comma('}');
        }
        take('}');
    }

    private void elements(List<Node> elements, int depth) {
        take('[');
        while (peek() != ']') {
            elements.add(value(depth + 1));
            comma(']');
        }
        take(']');
    }

    private void comma(char end) {
        if (peek() != end) {
            take(',');
        }
    }

    /** A number, {@code true} or {@code false}. */
    private void plain() {
        int start = at;
        while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (!text.substring(start, at).matches("-?[0-9]+|true|false")) {
            throw fault();
        }
    }

    private String string() {
        take('"');
        StringBuilder string = new StringBuilder();
        while (peek() != '"') {
            char next = text.charAt(at++);
            string.append(next == '\\' ? escaped() : next);
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        char kind = peek();
        at++;
        return switch (kind) {
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case '"', '\\' -> kind;
            case 'u' -> (char) Integer.parseInt(hex(), 16);
            default -> throw fault();
        };
    }

    private String hex() {
        if (at + 4 > text.length()) {
            throw fault();
        }
        at += 4;
        return text.substring(at - 4, at);
    }

    private char peek() {
        if (at >= text.length()) {
            throw fault();
        }
        return text.charAt(at);
    }

    private void take(char expected) {
        if (peek() != expected) {
            throw fault();
        }
        at++;
    }

    private IllegalArgumentException fault() {
        return new IllegalArgumentException("no canonical JSON at " + at);
    }
}
