package dev.avow.db.internal;

import static dev.avow.db.internal.SqlDeclarations.occasion;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Mappings;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Mappings in SQL. */
final class SqlMappings implements Mappings {

    private static final String INSERT = """
            insert into mapping (job, task, occasion, number, elements, list, at)
            values (:job, :task, :occasion, :number, :elements, :list, :at)""";

    private static final String SELECT = """
            select job, task, occasion, number, elements, list, at from mapping
            where job = :job and task = :task and occasion = :occasion""";

    private static final String FIND = SELECT + " and number = :number";

    private static final String NEWEST =
            SELECT + " order by job desc, task desc, occasion desc, number desc fetch first 1 rows only";

    private static final String REFUSE = """
            insert into mapping_refusal (job, task, occasion, number, at)
            values (:job, :task, :occasion, :number, :at)""";

    private static final String REFUSED = """
            select number from mapping_refusal
            where job = :job and task = :task and occasion = :occasion and number = :number""";

    private final Sql sql;

    SqlMappings(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean insert(MappingRow mapping) {
        return sql.insertIfAbsent(
                INSERT,
                occasion(mapping.key())
                        .number("number", mapping.number())
                        .number("elements", mapping.elements())
                        .digest("list", mapping.list())
                        .time("at", mapping.at()));
    }

    @Override
    public Optional<MappingRow> find(OccasionKey key, int number) {
        return sql.find(FIND, occasion(key).number("number", number), SqlMappings::row);
    }

    @Override
    public Optional<MappingRow> newest(OccasionKey key) {
        return sql.find(NEWEST, occasion(key), SqlMappings::row);
    }

    @Override
    public void refuse(OccasionKey key, int number, Instant at) {
        sql.insertIfAbsent(REFUSE, occasion(key).number("number", number).time("at", at));
    }

    @Override
    public boolean isRefused(OccasionKey key, int number) {
        return sql.find(REFUSED, occasion(key).number("number", number), row -> row.number("number"))
                .isPresent();
    }

    static MappingRow row(Row row) throws SQLException {
        return new MappingRow(
                SqlDeclarations.occasionKey(row),
                row.number("number"),
                row.number("elements"),
                row.digest("list"),
                row.time("at"));
    }
}
