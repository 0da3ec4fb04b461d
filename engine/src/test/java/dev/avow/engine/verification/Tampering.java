package dev.avow.engine.verification;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** How the owner of a database gets past its guards, and back. */
enum Tampering {
    H2 {
        @Override
        List<String> unguarding(String table) {
            return List.of(
                    "drop trigger if exists " + table + "_append_only", "drop trigger if exists " + table + "_no_update");
        }

        @Override
        String unlinking() {
            return "set referential_integrity false";
        }

        @Override
        String words(String sql) {
            return sql;
        }
    },
    POSTGRESQL {
        @Override
        List<String> unguarding(String table) {
            return List.of("alter table " + table + " disable trigger all");
        }

        @Override
        String unlinking() {
            return "set session_replication_role = replica";
        }

        @Override
        String words(String sql) {
            return sql.replaceAll("X'([0-9a-f]*)'", "'\\\\x$1'::bytea");
        }
    };

    abstract List<String> unguarding(String table);

    /** Returns what lets a session break foreign keys. */
    abstract String unlinking();

    /** Returns a statement with the bytes as this database writes them. */
    abstract String words(String sql);

    void unguard(HikariDataSource pool, List<String> tables) {
        run(pool, statement -> {
            for (String table : tables) {
                for (String sql : unguarding(table)) {
                    statement.execute(sql);
                }
            }
            statement.execute("alter table content drop constraint content_size_ck");
            return 0;
        });
    }

    int execute(HikariDataSource pool, String sql) {
        return run(pool, statement -> {
            int changed = 0;
            for (String each : words(sql).split(";")) {
                changed += statement.executeUpdate(each);
            }
            return changed;
        });
    }

    void save(HikariDataSource pool, List<String> tables) {
        run(pool, statement -> {
            for (String table : tables) {
                statement.execute("create table saved_" + table + " as select * from " + table);
            }
            return 0;
        });
    }

    void restore(HikariDataSource pool, List<String> tables) {
        run(pool, statement -> {
            for (String table : tables) {
                statement.execute("delete from " + table);
                boolean counted = table.equals("event") || table.equals("output");
                statement.execute("insert into " + table + (counted ? " overriding system value" : "")
                        + " select * from saved_" + table);
                statement.execute("drop table saved_" + table);
            }
            return 0;
        });
    }

    /** Returns the columns that the database itself knows: {@code table.column}. */
    SortedSet<String> columns(HikariDataSource pool, List<String> tables) {
        SortedSet<String> columns = new TreeSet<>();
        run(pool, statement -> {
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery("select * from " + table + " where 1 = 0")) {
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        columns.add(table + "."
                                + row.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT));
                    }
                }
            }
            return 0;
        });
        return columns;
    }

    private int run(HikariDataSource pool, Work work) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute(unlinking());
            try {
                return work.on(statement);
            } finally {
                if (this == POSTGRESQL) {
                    statement.execute("set session_replication_role = origin");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Statements on one connection. */
    @FunctionalInterface
    private interface Work {
        int on(Statement statement) throws SQLException;
    }
}
