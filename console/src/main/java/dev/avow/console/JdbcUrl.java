package dev.avow.console;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The JDBC URL of a database that is only read.
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
        HikariConfig config = new HikariConfig();
        config.setPoolName("avow-console");
        config.setJdbcUrl(readingOnly());
        credentials.user().ifPresent(config::setUsername);
        credentials.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setReadOnly(true);
        return new HikariDataSource(config);
    }

    /** H2 would make a database that is not there, and rewrite the file of one that is. */
    private String readingOnly() {
        if (!text.startsWith(H2)) {
            return text;
        }
        String place = text.substring(H2.length()).toLowerCase(Locale.ROOT);
        boolean file = !place.startsWith("tcp:") && !place.startsWith("ssl:") && !place.startsWith("mem:");
        return text + ";IFEXISTS=TRUE" + (file ? ";ACCESS_MODE_DATA=r" : "");
    }
}
