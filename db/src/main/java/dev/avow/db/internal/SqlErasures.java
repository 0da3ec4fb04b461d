package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.ContentStore;
import dev.avow.db.Erasures;
import dev.avow.db.Store.Database;
import java.util.List;

/** Erasures in SQL. */
final class SqlErasures implements Erasures {

    private static final String IS_ERASED = """
            select seq from event
            where identity = :identity and kind = 'ERASED' fetch first 1 rows only""";

    private static final String PRIVATE_OUTPUTS = """
            select identity, attempt, name, digest, media_type, size, is_private from output
            where identity = :identity and is_private
            order by identity, attempt, name""";

    static final String USED_AS_LIST = """
            select number from mapping
            where list = :digest fetch first 1 rows only""";

    static final String USED_AS_OUTPUT = """
            select o.seq from output o
            where o.digest = :digest and not (o.is_private and exists (
                select 1 from event e where e.identity = o.identity and e.kind = 'ERASED'))
            fetch first 1 rows only""";

    private static final String HAS = "select digest from content where digest = :digest";

    private static final String LOST = """
            select o.name from output o
            where o.identity = :identity and o.attempt = :attempt and o.size <= :most
                and not exists (select 1 from content c where c.digest = o.digest)
            order by o.name""";

    private static final String DELETE_CONTENT = "delete from content where digest = :digest";

    private static final String ADD_REMOVAL = "insert into content_removal (digest) values (:digest)";

    private static final String REMOVALS = """
            select digest from content_removal
            order by digest fetch first :limit rows only""";

    private static final String END_REMOVAL = "delete from content_removal where digest = :digest";

    private final Sql sql;

    SqlErasures(Sql sql) {
        this.sql = sql;
    }

    /** PostgreSQL has its index on the beginning of locators, since a long one would not fit into it. */
    static String usedAsInput(Database database) {
        String column = database == Database.H2 ? "locator" : "substr(locator, 1, 80)";
        return "select input from locator where " + column + " = :locator fetch first 1 rows only";
    }

    @Override
    public boolean isErased(String identity) {
        return sql.find(IS_ERASED, values().digest("identity", identity), row -> row.longNumber("seq"))
                .isPresent();
    }

    @Override
    public List<OutputRow> privateOutputs(String identity) {
        return sql.list(PRIVATE_OUTPUTS, values().digest("identity", identity), SqlAttempts::outputRow);
    }

    @Override
    public boolean isUsed(String digest, String locator) {
        return sql.find(USED_AS_OUTPUT, digest(digest), row -> row.longNumber("seq"))
                        .isPresent()
                || sql.find(USED_AS_LIST, digest(digest), row -> row.number("number"))
                        .isPresent()
                || sql.find(usedAsInput(sql.database()), values().text("locator", locator), row -> row.text("input"))
                        .isPresent();
    }

    @Override
    public boolean isInDatabase(String digest) {
        return sql.find(HAS, digest(digest), row -> row.digest("digest")).isPresent();
    }

    @Override
    public List<String> lost(String identity, int attempt) {
        return sql.list(
                LOST,
                values().digest("identity", identity)
                        .number("attempt", attempt)
                        .number("most", ContentStore.MAX_IN_DATABASE),
                row -> row.text("name"));
    }

    @Override
    public void deleteContent(String digest) {
        sql.update(DELETE_CONTENT, digest(digest));
    }

    @Override
    public void addRemoval(String digest) {
        sql.insertIfAbsent(ADD_REMOVAL, digest(digest));
    }

    @Override
    public List<String> removals(int limit) {
        return sql.list(REMOVALS, values().number("limit", limit), row -> row.digest("digest"));
    }

    @Override
    public void endRemoval(String digest) {
        sql.update(END_REMOVAL, digest(digest));
    }

    private static Values digest(String digest) {
        return values().digest("digest", digest);
    }
}
