package dev.avow.operators.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Authenticator;
import java.net.CookieManager;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

class HttpClientsTest {

    @Test
    void takes_a_plain_client() {
        HttpClient client = HttpClient.newHttpClient();

        assertThat(HttpClients.checked(client)).isSameAs(client);
    }

    @Test
    void takes_no_client_that_keeps_cookies_from_run_to_run() {
        HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

        assertThatThrownBy(() -> HttpOperator.with(client))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The HTTP client has a cookie handler, which takes what is not declared from one run to"
                        + " another. Give one without.");
    }

    @Test
    void takes_no_client_that_authenticates_by_itself() {
        HttpClient client =
                HttpClient.newBuilder().authenticator(new Authenticator() {}).build();

        assertThatThrownBy(() -> HttpOperator.with(client))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The HTTP client has an authenticator, which sends what is not declared. Give one without,"
                        + " and secrets by a connection.");
    }
}
