package dev.avow.benchmarks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes indexes and constraints away from tables that are to be filled, and makes the same ones again, as the database
 * itself writes them down: sorted once instead of row by row.
 */
final class HistoryIndexes {

    private static final String POSTGRESQL = """
            select 'alter table ' || conrelid::regclass || ' drop constraint ' || conname,
                'alter table ' || conrelid::regclass || ' add constraint ' || conname || ' '
                    || pg_get_constraintdef(oid),
                case contype when 'f' then 1 else 2 end as place
            from pg_constraint
            where contype in ('f', 'p', 'u') and (conrelid::regclass::text in (%1$s) or confrelid::regclass::text in (%1$s))
            union all
            select 'drop index ' || indexname, indexdef, 3
            from pg_indexes
            where schemaname = current_schema() and tablename in (%1$s)
                and indexname not in (select conname from pg_constraint)
            order by place""";

    /** But for keys that the database numbers: H2 keeps the rows themselves in their order. */
    private static final Pattern H2_CONSTRAINT = Pattern.compile(
            "(ALTER TABLE (?:ONLY )?\\S+) ADD (CONSTRAINT \\S+) (?:PRIMARY KEY(?!\\(\"(?:SEQ|ID)\"\\))|UNIQUE|FOREIGN KEY).*",
            Pattern.DOTALL);

    private static final Pattern H2_INDEX =
            Pattern.compile("CREATE (?:UNIQUE )?(?:NULLS \\w+ )*INDEX (\\S+) ON .*", Pattern.DOTALL);

    private final List<String> again;

    private HistoryIndexes(List<String> again) {
        this.again = List.copyOf(again);
    }

    static HistoryIndexes drop(Databases database, Statement statement, List<String> tables) throws SQLException {
        return database == Databases.H2 ? ofH2(statement, tables) : ofPostgres(statement, tables);
    }

    private static HistoryIndexes ofPostgres(Statement statement, List<String> tables) throws SQLException {
        String names = tables.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        List<String> drops = new ArrayList<>();
        List<String> again = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(POSTGRESQL.formatted(names))) {
            while (rows.next()) {
                drops.add(rows.getString(1));
                again.add(0, rows.getString(2)); // why: keys go after what refers to them, and come before
            }
        }
        for (String drop : drops) {
            statement.execute(drop);
        }
        return new HistoryIndexes(again);
    }

    private static HistoryIndexes ofH2(Statement statement, List<String> tables) throws SQLException {
        List<String> constraints = new ArrayList<>();
        List<String> indexes = new ArrayList<>();
        List<String> again = new ArrayList<>();
        List<String> names = tables.stream()
                .map(name -> "\"PUBLIC\".\"" + name.toUpperCase(Locale.ROOT) + '"')
                .toList();
        try (ResultSet rows = statement.executeQuery("script nodata nopasswords nosettings")) {
            while (rows.next()) {
                String line = rows.getString(1).strip().replaceAll(";$", "");
                if (names.stream().noneMatch(line::contains)) {
                    continue;
                }
                Matcher constraint = H2_CONSTRAINT.matcher(line);
                Matcher index = H2_INDEX.matcher(line);
                if (constraint.matches()) {
                    boolean refers = line.contains("FOREIGN KEY");
                    constraints.add(
                            refers ? 0 : constraints.size(), constraint.group(1) + " DROP " + constraint.group(2));
                    again.add(line);
                } else if (index.matches()) {
                    indexes.add("drop index if exists " + index.group(1));
                    again.add(line);
                }
            }
        }
        for (List<String> drops : List.of(constraints, indexes)) {
            for (String drop : drops) {
                statement.execute(drop);
            }
        }
        return new HistoryIndexes(again);
    }

    /** What it took away. */
    void makeAgain(Statement statement) throws SQLException {
        for (String text : again) {
            statement.execute(text);
        }
    }
}
