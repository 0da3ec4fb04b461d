package dev.avow.operators.http;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;

/** Checks of clients that an application gives. */
public final class HttpClients {

    private HttpClients() {}

    /**
     * Returns the client.
     *
     * @throws IllegalArgumentException if it follows redirects, keeps cookies or signs in by itself, past what is declared
     */
    public static HttpClient checked(HttpClient client) {
        if (client.followRedirects() != Redirect.NEVER) {
            throw new IllegalArgumentException("The HTTP client follows redirects by itself: "
                    + client.followRedirects() + ". Give one with Redirect.NEVER, and declare 'redirects'.");
        }
        if (client.cookieHandler().isPresent() || client.authenticator().isPresent()) {
            throw new IllegalArgumentException(
                    "The HTTP client keeps cookies or signs in by itself, which no declaration"
                            + " says. Give one without, and a connection.");
        }
        return client;
    }
}
