package dev.avow.operators.http;

import dev.avow.engine.identity.Printable;
import dev.avow.engine.operator.OpenConnection;
import dev.avow.engine.operator.OperatorException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a request goes: a declared URL, or a declared path below the base URL of a connection. */
final class Target {

    static final String BASE_URL = "base_url";

    private static final Pattern SCHEME = Pattern.compile("https?");
    private static final Pattern DOT_SEGMENT = Pattern.compile("(?i)(.*/)?(\\.|%2e){1,2}(/.*)?");

    /** What some servers read as a slash, or leave out behind dots. */
    private static final Pattern DISGUISED = Pattern.compile("(?i).*(%2f|%5c|\\.;).*");

    private Target() {}

    /** Returns what is wrong with a declared URL, as the middle of a message, or empty. */
    static Optional<String> urlFault(String text) {
        Optional<URI> url = parse(text);
        if (url.isEmpty() || url.get().getHost() == null || !isHttp(url.get())) {
            return Optional.of("is not a URL with a host that starts with https:// or http://");
        }
        if (url.get().getRawUserInfo() != null) {
            return Optional.of("has a user in front of its host");
        }
        return url.get().getRawFragment() == null ? Optional.empty() : Optional.of("has a fragment");
    }

    /** Returns what is wrong with a declared path, which may have a query, or empty. */
    static Optional<String> pathFault(String text) {
        if (!text.startsWith("/") || text.startsWith("//") || parse(text).isEmpty()) {
            return Optional.of("is not a path that starts with one '/'");
        }
        URI path = parse(text).orElseThrow();
        if (path.getRawFragment() != null) {
            return Optional.of("has a fragment");
        }
        if (DISGUISED.matcher(path.getRawPath()).matches()) {
            return Optional.of("has '%2f', '%5c' or '.;', which some servers read as another path");
        }
        return DOT_SEGMENT.matcher(path.getRawPath()).matches()
                ? Optional.of("has '.' or '..' as a part")
                : Optional.empty();
    }

    /**
     * Returns the URL of a path.
     *
     * @throws OperatorException if the connection has no base URL, or not the one of a server
     */
    static URI below(OpenConnection connection, String path) {
        String base = connection.get(BASE_URL);
        Optional<String> fault = urlFault(base);
        if (fault.isPresent() || base.contains("?")) {
            throw OperatorException.permanent("Setting '" + BASE_URL + "' of connection '" + connection.name() + "' "
                    + fault.orElse("has a query") + ". Give one such as https://api.example.org/v1.");
        }
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    /** Returns where a redirect leads, if it stays with the same scheme, host and port. */
    static Optional<URI> redirected(URI from, String location) {
        return parse(location)
                .map(from::resolve)
                .filter(to -> urlFault(to.toString()).isEmpty())
                .filter(to -> origin(to).equals(origin(from)));
    }

    /** Returns scheme and host, for messages, without path and query, which may hold what is private. */
    static String origin(URI url) {
        int standard = url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        int port = url.getPort() < 0 ? standard : url.getPort();
        return Printable.text((url.getScheme() + "://" + url.getHost()).toLowerCase(Locale.ROOT))
                + (port == standard ? "" : ":" + port);
    }

    private static boolean isHttp(URI url) {
        return url.getScheme() != null && SCHEME.matcher(url.getScheme()).matches();
    }

    private static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
