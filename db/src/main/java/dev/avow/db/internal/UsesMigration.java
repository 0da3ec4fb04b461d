package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Bytes;
import dev.avow.db.Store.Database;
import dev.avow.db.Uses.MemberRow;
import dev.avow.db.Uses.UseRow;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Derives what runs used from the declarations that were stored before that was stored with them. A list of runs that is
 * kept in a directory cannot be read here, and its runs are found by its own digest alone.
 */
final class UsesMigration implements JavaMigration {

    private static final Logger LOG = LoggerFactory.getLogger(UsesMigration.class);
    private static final int PAGE = 200;

    private static final String FIRST = """
            select r.identity, r.at, d.body from declaration d join run r on r.identity = d.identity
            order by d.identity fetch first :limit rows only""";

    private static final String NEXT = """
            select r.identity, r.at, d.body from declaration d join run r on r.identity = d.identity
            where d.identity > :after
            order by d.identity fetch first :limit rows only""";

    /** The tables are as they were when this was the newest migration. */
    private static final String INSERT = """
            insert into used (kind, subject, at, identity)
            values (:kind, :subject, :at, :identity)""";

    private static final String INSERT_MEMBER = """
            insert into used_member (list, kind, subject)
            values (:list, :kind, :subject)""";

    private static final String CONTENT = "select body from content where digest = :digest";

    private final Database database;

    UsesMigration(Database database) {
        this.database = database;
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("038");
    }

    @Override
    public String getDescription() {
        return "index stored declarations";
    }

    /** Anything that never changes: this class must not. */
    @Override
    public Integer getChecksum() {
        return 38;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) {
        migrate(context.getConnection());
    }

    private record Stored(String identity, Instant at, Bytes body) {}

    void migrate(Connection connection) {
        Sql sql = Sql.on(connection, database, true);
        Set<String> lists = new HashSet<>();
        List<Stored> page = page(sql, Optional.empty());
        while (!page.isEmpty()) {
            List<UseRow> uses = new ArrayList<>();
            page.forEach(stored -> uses.addAll(index(sql, stored, lists)));
            sql.insertAll(INSERT, uses.stream().map(UsesMigration::bound).toList());
            page = page(sql, Optional.of(page.get(page.size() - 1).identity()));
        }
    }

    private static Values bound(UseRow use) {
        return values().text("kind", use.kind())
                .text("subject", use.subject())
                .time("at", use.at())
                .digest("identity", use.identity());
    }

    private static Values bound(MemberRow member) {
        return values().text("list", member.list()).text("kind", member.kind()).text("subject", member.subject());
    }

    private static List<Stored> page(Sql sql, Optional<String> after) {
        Values values = values().number("limit", PAGE);
        after.ifPresent(identity -> values.digest("after", identity));
        return sql.list(
                after.isPresent() ? NEXT : FIRST,
                values,
                row -> new Stored(row.digest("identity"), row.time("at"), row.bytes("body")));
    }

    /** A declaration that is no JSON was not stored by an engine; whoever verifies the store is told. */
    private static List<UseRow> index(Sql sql, Stored stored, Set<String> lists) {
        try {
            StoredUses found = StoredUses.of(stored.body().toArray());
            found.lists().forEach((list, runs) -> {
                if (lists.add(list)) {
                    sql.insertAll(
                            INSERT_MEMBER,
                            members(sql, Map.entry(list, runs)).stream()
                                    .map(UsesMigration::bound)
                                    .toList());
                }
            });
            return found.uses().stream()
                    .map(use -> new UseRow(use.kind(), use.subject(), stored.at(), stored.identity()))
                    .toList();
        } catch (IllegalArgumentException e) {
            LOG.warn("Declaration {} cannot be read, and is not found by what it used", stored.identity());
            return List.of();
        }
    }

    private static List<MemberRow> members(Sql sql, Map.Entry<String, Optional<List<StoredJson.Node>>> list) {
        return list.getValue()
                .or(() -> sql.find(
                        CONTENT,
                        values().digest("digest", list.getKey()),
                        row -> StoredUses.list(row.bytes("body").toArray())))
                .map(runs -> StoredUses.members(runs).stream()
                        .map(use -> new MemberRow(list.getKey(), use.kind(), use.subject()))
                        .toList())
                .orElse(List.of());
    }
}
