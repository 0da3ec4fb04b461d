package dev.avow.db.internal;

import dev.avow.db.Store.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Makes all tables in an H2 database that has none, as {@link Migrations} would: without Flyway, which takes a second. */
final class NewSchema {

    /** As Flyway makes it. */
    private static final List<String> HISTORY = List.of(
            """
            create table "%1$s" (
                "installed_rank" integer not null,
                "version" varchar(50),
                "description" varchar(200) not null,
                "type" varchar(20) not null,
                "script" varchar(1000) not null,
                "checksum" integer,
                "installed_by" varchar(100) not null,
                "installed_on" timestamp default current_timestamp not null,
                "execution_time" integer not null,
                "success" boolean not null,
                constraint "%1$s_pk" primary key ("installed_rank"))""".formatted(Migrations.HISTORY), """
            create index "%1$s_s_idx" on "%1$s" ("success")""".formatted(Migrations.HISTORY), """
            insert into "%s" ("installed_rank", "description", "type", "script", "installed_by", "execution_time",
                "success")
            values (-1, '<< Flyway Schema History table created >>', 'TABLE', '', current_user, 0, true)""".formatted(Migrations.HISTORY));

    private static final String APPLIED = """
            insert into "%s" ("installed_rank", "version", "description", "type", "script", "checksum",
                "installed_by", "execution_time", "success")
            values (?, ?, ?, ?, ?, ?, current_user, 0, true)""".formatted(Migrations.HISTORY);

    private final Connection connection;

    /** @param connection commits each statement by itself */
    NewSchema(Connection connection) {
        this.connection = connection;
    }

    /** Migrations in Java have nothing to do where there are no rows. */
    void make() throws IOException, SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : HISTORY) {
                statement.execute(sql);
            }
            List<KnownMigration> all = KnownMigration.all(Database.H2);
            for (KnownMigration migration : all) {
                if (migration.isScript()) {
                    statement.execute(migration.statements(Database.H2));
                }
            }
            note(all);
        }
    }

    private void note(List<KnownMigration> all) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(APPLIED)) {
            for (int i = 0; i < all.size(); i++) {
                KnownMigration migration = all.get(i);
                insert.setInt(1, i + 1);
                insert.setString(2, migration.version());
                insert.setString(3, migration.description());
                insert.setString(4, migration.type());
                insert.setString(5, migration.script());
                insert.setInt(6, migration.checksum());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
