package dev.avow.db.internal;

import dev.avow.db.Declarations;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Declarations in SQL. */
final class SqlDeclarations implements Declarations {

    private static final String PUT_SPEC = """
            insert into spec (digest, job, task, body, stored_at)
            values (:digest, :job, :task, :body, :storedAt)""";

    private static final String HAS_SPEC = """
            select digest from spec
            where digest = :digest""";

    private static final String FIND_SPEC = """
            select digest, job, task, body, stored_at from spec
            where digest = :digest""";

    static final String INSERT = """
            insert into declaration (identity, job, task, occasion, number, map_index, spec, body, declared_at)
            values (:identity, :job, :task, :occasion, :number, :index, :spec, :body, :declaredAt)""";

    private static final String FIND = """
            select identity, job, task, occasion, number, map_index, spec, body, declared_at from declaration
            where identity = :identity""";

    private static final String FIND_BY_OCCASION = """
            select identity, job, task, occasion, number, map_index, spec, body, declared_at from declaration
            where job = :job and task = :task and occasion = :occasion and number = :number
                and map_index = :index""";

    private static final String LAST_NUMBER = """
            select coalesce(max(number), 0) as last_number from declaration
            where job = :job and task = :task and occasion = :occasion""";

    static final String INSERT_LOCATOR = """
            insert into locator (identity, input, locator)
            values (:identity, :input, :locator)""";

    private static final String LOCATORS = """
            select input, locator from locator
            where identity = :identity
            order by input""";

    private final Sql sql;

    SqlDeclarations(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void putSpec(SpecRow spec) {
        Values digest = Values.values().digest("digest", spec.digest());
        if (sql.find(HAS_SPEC, digest, row -> row.digest("digest")).isEmpty()) {
            sql.insertIfAbsent(
                    PUT_SPEC,
                    digest.text("job", spec.job())
                            .text("task", spec.task())
                            .bytes("body", spec.body())
                            .time("storedAt", spec.storedAt()));
        }
    }

    @Override
    public Optional<SpecRow> findSpec(String digest) {
        return sql.find(FIND_SPEC, Values.values().digest("digest", digest), SqlDeclarations::specRow);
    }

    @Override
    public boolean insert(DeclarationRow declaration) {
        return sql.insertIfAbsent(INSERT, values(declaration));
    }

    @Override
    public Optional<DeclarationRow> find(String identity) {
        return sql.find(FIND, Values.values().digest("identity", identity), SqlDeclarations::declarationRow);
    }

    @Override
    public Optional<DeclarationRow> findByOccasion(OccasionKey key, int number, int index) {
        return sql.find(
                FIND_BY_OCCASION,
                occasion(key).number("number", number).number("index", index),
                SqlDeclarations::declarationRow);
    }

    @Override
    public int lastNumber(OccasionKey key) {
        return sql.find(LAST_NUMBER, occasion(key), row -> row.number("last_number"))
                .orElse(0);
    }

    @Override
    public void insertLocators(String identity, List<LocatorRow> locators) {
        sql.insertAll(
                INSERT_LOCATOR,
                locators.stream().map(locator -> values(identity, locator)).toList());
    }

    @Override
    public List<LocatorRow> locators(String identity) {
        return sql.list(
                LOCATORS,
                Values.values().digest("identity", identity),
                row -> new LocatorRow(row.text("input"), row.text("locator")));
    }

    @Override
    public boolean isNewestSpec(OccasionKey key, String spec) {
        return new SqlSpecUses(sql).isNewest(key, spec);
    }

    @Override
    public Map<TaskKey, String> newestSpecs(Set<TaskKey> tasks) {
        return new SqlSpecUses(sql).newest(tasks);
    }

    @Override
    public void noteSpec(String identity, OccasionKey key, String spec, Instant at) {
        new SqlSpecUses(sql).note(identity, key, spec, at);
    }

    @Override
    public List<SpecUseRow> specUses(String job) {
        return new SqlSpecUses(sql).ofJob(job);
    }

    @Override
    public List<UsedSpec> usedSpecs(String job) {
        return new SqlSpecUses(sql).withDocuments(job);
    }

    @Override
    public boolean insertUndeclared(UndeclaredRow undeclared) {
        return new SqlUndeclared(sql).insert(undeclared);
    }

    @Override
    public Optional<UndeclaredRow> findUndeclared(OccasionKey key) {
        return new SqlUndeclared(sql).find(key);
    }

    @Override
    public List<UndeclaredRow> undeclared(String job, int limit) {
        return new SqlUndeclared(sql).ofJob(job, limit);
    }

    static Values values(DeclarationRow declaration) {
        return occasion(declaration.key())
                .digest("identity", declaration.identity())
                .number("number", declaration.number())
                .number("index", declaration.index())
                .digest("spec", declaration.spec())
                .bytes("body", declaration.body())
                .time("declaredAt", declaration.declaredAt());
    }

    static Values values(String identity, LocatorRow locator) {
        return Values.values()
                .digest("identity", identity)
                .text("input", locator.input())
                .text("locator", locator.locator());
    }

    static Values occasion(OccasionKey key) {
        return Values.values().text("job", key.job()).text("task", key.task()).text("occasion", key.occasion());
    }

    static OccasionKey occasionKey(Row row) throws SQLException {
        return new OccasionKey(row.text("job"), row.text("task"), row.text("occasion"));
    }

    static SpecRow specRow(Row row) throws SQLException {
        return new SpecRow(
                row.digest("digest"), row.text("job"), row.text("task"), row.bytes("body"), row.time("stored_at"));
    }

    static DeclarationRow declarationRow(Row row) throws SQLException {
        return new DeclarationRow(
                row.digest("identity"),
                occasionKey(row),
                row.number("number"),
                row.number("map_index"),
                row.digest("spec"),
                row.bytes("body"),
                row.time("declared_at"));
    }
}
