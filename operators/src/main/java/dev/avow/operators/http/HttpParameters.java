package dev.avow.operators.http;

import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.Printable;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.Source;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The declared request of {@link HttpCall}.
 *
 * @param url a full URL, or a path below the base URL of the connection
 * @param expected the statuses of a success; empty for 200 to 299
 * @param connectionHeaders which header fields have which values of the connection, by its keys
 * @param key what the field {@code Idempotency-Key} has: {@code identity}, {@code attempt} or {@code none}
 */
record HttpParameters(
        String method,
        String url,
        Optional<String> connection,
        SortedMap<String, String> headers,
        SortedMap<String, String> connectionHeaders,
        String body,
        Optional<Source> bodySource,
        SortedSet<Integer> expected,
        int maxBytes,
        boolean followsRedirects,
        String key) {

    static final String METHOD = "method";
    static final String URL = "url";
    static final String HEADERS = "headers";
    static final String CONNECTION_HEADERS = "connection_headers";
    static final String BODY = "body";
    static final String BODY_SOURCE = "body_source";
    static final String EXPECTED = "expected_statuses";
    static final String REDIRECTS = "redirects";
    static final String SAME_HOST = "same_host";
    static final String IDEMPOTENCY_KEY = "idempotency_key";
    static final String IDENTITY = "identity";
    static final String ATTEMPT = "attempt";
    static final String NONE = "none";

    private static final JsonValue SUCCESS = new JsonString("2xx");
    private static final int DEFAULT_MAX_BYTES = 1 << 20;
    private static final int MOST_BYTES = 64 << 20;

    /** Reads a request of any method. */
    static HttpParameters read(ParameterReader in) {
        String method = in.choice(METHOD, List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        Optional<Source> source = bodySource(in);
        String body = in.string(BODY, "");
        boolean hasBody = source.isPresent() || !body.isEmpty();
        if (source.isPresent() && !body.isEmpty()) {
            throw in.bad(BODY, "is given beside 'body_source'", "Give one of the two");
        }
        if (hasBody && (method.equals("GET") || method.equals("HEAD"))) {
            throw in.bad(METHOD, "is " + method + ", which has no body", "Use another method, or leave the body out");
        }
        String key = in.choice(IDEMPOTENCY_KEY, List.of(IDENTITY, ATTEMPT, NONE));
        return read(in, method, body, source, key);
    }

    /** Reads a request that changes nothing: {@code GET} or {@code HEAD}. */
    static HttpParameters readSafe(ParameterReader in) {
        return read(in, in.choice(METHOD, List.of("GET", "HEAD")), "", Optional.empty(), NONE);
    }

    private static HttpParameters read(
            ParameterReader in, String method, String body, Optional<Source> source, String key) {
        Optional<String> connection = in.connection();
        SortedMap<String, String> headers = in.texts(HEADERS);
        HeaderRules.fault(headers).ifPresent(fault -> {
            throw in.bad(HEADERS, fault, "Give names with values of printable ASCII, and secrets by a connection");
        });
        return new HttpParameters(
                method,
                url(in, connection.isPresent()),
                connection,
                headers,
                connectionHeaders(in, connection.isPresent()),
                body,
                source,
                expected(in),
                in.integer("max_bytes", DEFAULT_MAX_BYTES, 1, MOST_BYTES),
                in.choice(REDIRECTS, List.of("never", SAME_HOST)).equals(SAME_HOST),
                key);
    }

    /** Tells whether a status is one of a success. */
    boolean isExpected(int status) {
        return expected.isEmpty() ? status >= 200 && status <= 299 : expected.contains(status);
    }

    /** Tells whether the request may change something there. */
    boolean isUnsafe() {
        return !method.equals("GET") && !method.equals("HEAD");
    }

    private static String url(ParameterReader in, boolean connected) {
        String url = in.string(URL);
        Optional<String> fault = connected ? Target.pathFault(url) : Target.urlFault(url);
        fault.ifPresent(what -> {
            String advice = connected
                    ? "With a connection, give a path below its base_url"
                    : "Give one such as https://example.org/a, or a connection";
            throw in.bad(URL, what, advice);
        });
        return url;
    }

    private static SortedMap<String, String> connectionHeaders(ParameterReader in, boolean connected) {
        if (!connected && in.optional(CONNECTION_HEADERS).isEmpty()) {
            return new TreeMap<>();
        }
        if (!connected) {
            throw in.bad(CONNECTION_HEADERS, "is given without a connection", "Give both, or none of the two");
        }
        SortedMap<String, String> fields = in.texts(CONNECTION_HEADERS);
        HeaderRules.nameFault(fields.keySet()).ifPresent(fault -> {
            throw in.bad(CONNECTION_HEADERS, fault, "Give keys of the connection by names of fields");
        });
        return fields;
    }

    private static Optional<Source> bodySource(ParameterReader in) {
        String text = in.string(BODY_SOURCE, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Source.find(text)
                .orElseThrow(() ->
                        in.bad(BODY_SOURCE, "is " + Printable.quoted(text) + ", which is not a source", Source.RULE)));
    }

    private static SortedSet<Integer> expected(ParameterReader in) {
        JsonValue value = in.value(EXPECTED, SUCCESS);
        TreeSet<Integer> statuses = new TreeSet<>();
        if (value.equals(SUCCESS)) {
            return statuses;
        }
        boolean valid = value instanceof JsonArray array
                && !array.values().isEmpty()
                && array.values().stream().allMatch(one -> add(statuses, one));
        if (!valid) {
            throw in.bad(
                    EXPECTED, "is neither \"2xx\" nor an array of statuses", "Give different ones from 200 to 599");
        }
        return statuses;
    }

    private static boolean add(SortedSet<Integer> statuses, JsonValue one) {
        return one instanceof JsonInteger status
                && status.value() >= 200
                && status.value() <= 599
                && statuses.add((int) status.value());
    }
}
