package dev.avow.console;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The JDBC URL of a database, which is never made or migrated.
 *
 * @param text without user and password, so that it may be shown
 */
record JdbcUrl(String text) {

    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String H2 = "jdbc:h2:";

    /** Members of a URL that name somebody, and {@code //user:password@host}. */
    private static final Pattern SECRET =
            Pattern.compile("[?&;]\\s*(\\w*user|\\w*password)\\s*=|//[^/?;]*@", Pattern.CASE_INSENSITIVE);

    private static final int CONNECTIONS = 2;

    /** @throws InputException if the URL holds a user or password, or is of another database */
    JdbcUrl {
        if (SECRET.matcher(text).find()) {
            throw new InputException("JDBC URL with a user or password is refused: other users can see a command line."
                    + " Set AVOW_DB_USER and AVOW_DB_PASSWORD, or give a file with --credentials.");
        }
        if (!text.startsWith(POSTGRESQL) && !text.startsWith(H2)) {
            throw new InputException("JDBC URL is of no database that Avow knows. Give one that starts with '"
                    + POSTGRESQL + "' or '" + H2 + "'.");
        }
    }

    /** Tells whether a text is meant as a JDBC URL. */
    static boolean is(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith("jdbc:");
    }

    /**
     * Connects.
     *
     * @throws RuntimeException if there is no such database, or it refuses; the cause says which
     */
    HikariDataSource connect(Credentials credentials) {
        return connect(credentials, readingOnly(), true);
    }

    /**
     * As {@link #connect}, to submit commands: H2's only through a server, since an engine has the file open.
     *
     * @throws InputException if it is a file of H2
     */
    HikariDataSource connectToCommand(Credentials credentials) {
        if (isFile() && !text.toUpperCase(Locale.ROOT).contains(";AUTO_SERVER=TRUE")) {
            throw new InputException(
                    "JDBC URL of a file of H2 takes no commands: whoever has the file open keeps others"
                            + " out. Give the URL of a server, or the directory of an embedded store.");
        }
        return connect(credentials, text.startsWith(H2) ? text + ";IFEXISTS=TRUE" : text, false);
    }

    private static HikariDataSource connect(Credentials credentials, String url, boolean readOnly) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("avow-console");
        config.setJdbcUrl(url);
        credentials.user().ifPresent(config::setUsername);
        credentials.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setReadOnly(readOnly);
        return new HikariDataSource(config);
    }

    /** H2 would make a database that is not there, and rewrite the file of one that is. */
    private String readingOnly() {
        if (!text.startsWith(H2)) {
            return text;
        }
        return text + ";IFEXISTS=TRUE" + (isFile() ? ";ACCESS_MODE_DATA=r" : "");
    }

    private boolean isFile() {
        String place = text.startsWith(H2) ? text.substring(H2.length()).toLowerCase(Locale.ROOT) : "tcp:";
        return !place.startsWith("tcp:") && !place.startsWith("ssl:") && !place.startsWith("mem:");
    }
}
