package dev.avow.db.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Gives users of an H2 database rights on its tables; those that they have are read once, since each grant is a commit. */
final class Grants {

    private static final String HAVE = """
            select grantee, table_name, rights from information_schema.rights
            where table_schema = 'PUBLIC' and rights is not null""";

    private final Statement statement;
    private final Set<List<String>> have = new HashSet<>();
    private int given;

    private Grants(Statement statement) {
        this.statement = statement;
    }

    static Grants on(Statement admin) throws SQLException {
        Grants grants = new Grants(admin);
        try (ResultSet rows = admin.executeQuery(HAVE)) {
            while (rows.next()) {
                for (String right : all(rows.getString(3))) {
                    grants.have.add(List.of(rows.getString(1), rows.getString(2), right));
                }
            }
        }
        return grants;
    }

    private static List<String> all(String rights) {
        return rights.equals("ALL") ? List.of("SELECT", "INSERT", "UPDATE", "DELETE") : List.of(rights.split(", ", -1));
    }

    /**
     * Gives a user rights on a table, if one of them is missing.
     *
     * @param table as it stands in a statement: in upper case, if it is not quoted
     */
    void give(String user, String table, String... rights) throws SQLException {
        String name = table.startsWith("\"") ? table.replace("\"", "") : table.toUpperCase(Locale.ROOT);
        if (!Arrays.stream(rights).allMatch(right -> have.contains(List.of(user, name, right)))) {
            statement.execute("grant " + String.join(", ", rights) + " on " + table + " to " + user);
            given++;
        }
    }

    int given() {
        return given;
    }
}
