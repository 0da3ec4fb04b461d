package dev.avow.operators.http;

import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import dev.avow.operators.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The words of {@link HttpOperator} in a job's definition, for static import; those that change a call work with the HTTP
 * sensor too.
 *
 * <pre>{@code
 * .task("fetch", get("https://example.org/rates.csv"))
 * .task("post", sending(http("POST", "/reports").connection("reports"), upstream("fetch", "body"))).after("fetch")
 * }</pre>
 */
public final class HttpCalls {

    private HttpCalls() {}

    /** Returns a call that fetches a full URL, or a path below the base URL of its connection. */
    public static OperatorCall get(String url) {
        return http("GET", url);
    }

    /**
     * Returns a call that sends a request; {@link HttpOperator} lists what else can be set.
     *
     * @param method such as {@code POST}
     * @param url a full URL, or a path below the base URL of the call's connection
     */
    public static OperatorCall http(String method, String url) {
        return OperatorCall.operator(HttpOperator.NAME)
                .parameter(HttpParameters.METHOD, method)
                .parameter(HttpParameters.URL, url);
    }

    /** Returns a call with these header fields, none of which is a secret. */
    public static OperatorCall headers(OperatorCall call, Map<String, String> valuesByName) {
        return call.parameter(HttpParameters.HEADERS, object(valuesByName));
    }

    /** Returns a call that sends a text. */
    public static OperatorCall sending(OperatorCall call, String body) {
        return call.parameter(HttpParameters.BODY, body);
    }

    /** Returns a call that sends a declared content. */
    public static OperatorCall sending(OperatorCall call, Source body) {
        return call.parameter(HttpParameters.BODY_SOURCE, body.toString());
    }

    /** Returns a call of which only these statuses are a success. */
    public static OperatorCall expecting(OperatorCall call, int... statuses) {
        List<JsonValue> values =
                Arrays.stream(statuses).<JsonValue>mapToObj(JsonInteger::new).toList();
        return call.parameter(HttpParameters.EXPECTED, new JsonArray(values));
    }

    /** Returns a call that follows redirects to the same scheme, host and port. */
    public static OperatorCall followingRedirects(OperatorCall call) {
        return call.parameter(HttpParameters.REDIRECTS, HttpParameters.SAME_HOST);
    }

    /**
     * Returns a call with a connection that gives header fields values, such as {@code X-Api-Key} a secret.
     *
     * @param connection the connection's name
     * @param keysByField which field has the value of which key
     */
    public static OperatorCall connectionHeaders(
            OperatorCall call, String connection, Map<String, String> keysByField) {
        return call.connection(connection).parameter(HttpParameters.CONNECTION_HEADERS, object(keysByField));
    }

    private static JsonObject object(Map<String, String> texts) {
        JsonObject.Builder object = JsonObject.builder();
        texts.forEach(object::put);
        return object.build();
    }
}
