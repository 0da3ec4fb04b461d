package dev.avow.operators.http;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;

/** Checks of clients that an application gives. */
public final class HttpClients {

    private HttpClients() {}

    /**
     * Returns the client.
     *
     * @throws IllegalArgumentException if it follows redirects by itself, past what is declared, or has a cookie handler or an
     *     authenticator, whose state and secrets are not declared
     */
    public static HttpClient checked(HttpClient client) {
        if (client.followRedirects() != Redirect.NEVER) {
            throw new IllegalArgumentException("The HTTP client follows redirects by itself: "
                    + client.followRedirects() + ". Give one with Redirect.NEVER, and declare 'redirects'.");
        }
        if (client.cookieHandler().isPresent()) {
            throw new IllegalArgumentException("The HTTP client has a cookie handler, which takes what is not declared"
                    + " from one run to another. Give one without.");
        }
        if (client.authenticator().isPresent()) {
            throw new IllegalArgumentException("The HTTP client has an authenticator, which sends what is not declared."
                    + " Give one without, and secrets by a connection.");
        }
        return client;
    }
}
