package dev.avow.benchmarks;

import dev.avow.engine.identity.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The questions as somebody asks them who knows the tables and the database: each one statement, along one range of one
 * index, in whose order the rows come. H2 sees that order only where all columns of the index are named, also those that
 * are fixed; PostgreSQL does not mind.
 */
final class HistoryByHand {

    private static final String RUNS = """
            select r.identity, r.job, r.task, r.occasion, r.number, r.map_index, r.map_key, r.at, r.spec, r.policy,
                r.declared_at, r.state, r.waiting, r.detail, r.attempts, r.since, r.took
            from run r
            """;

    private static final String NEWEST_FIRST =
            "order by r.job, r.at desc, r.declared_at desc, r.number desc, r.identity desc fetch first 50 rows only";

    private static final String LATEST = RUNS + "where r.job = ?\n" + NEWEST_FIRST;

    private static final String MIDDLE = RUNS + """
            where r.job = ? and (r.at, r.declared_at, r.number, r.identity) < (?, ?, ?, ?)
            """ + NEWEST_FIRST;

    private static final String USED = RUNS + """
            join used u on u.identity = r.identity
            where u.mark = ?
            order by u.mark desc, u.at desc fetch first 50 rows only""";

    private static final String CHANGES = """
            select u.identity, u.job, u.task, u.number, u.spec, u.at, s.body
            from spec_use u join spec s on s.digest = u.spec
            where u.job = ?
            order by u.job, u.task, u.number""";

    private HistoryByHand() {}

    /**
     * One of them.
     *
     * @param values of its parameters
     */
    record Statement(String text, List<Object> values) {

        /** Returns all columns of all rows, of which the first is a run's identity. */
        List<List<Object>> rows(DataSource source) throws SQLException {
            try (Connection connection = source.getConnection();
                    PreparedStatement statement = connection.prepareStatement(text)) {
                for (int i = 0; i < values.size(); i++) {
                    statement.setObject(i + 1, values.get(i));
                }
                try (ResultSet result = statement.executeQuery()) {
                    int columns = result.getMetaData().getColumnCount();
                    List<List<Object>> rows = new ArrayList<>();
                    while (result.next()) {
                        List<Object> row = new ArrayList<>();
                        for (int i = 1; i <= columns; i++) {
                            row.add(result.getObject(i));
                        }
                        rows.add(row);
                    }
                    return rows;
                }
            }
        }
    }

    static Statement latest(HistoryPick pick) {
        return new Statement(LATEST, List.of(pick.job()));
    }

    static Statement middle(HistoryPick pick) {
        return new Statement(
                MIDDLE,
                List.of(
                        pick.job(),
                        pick.at().atOffset(ZoneOffset.UTC),
                        pick.declaredAt().atOffset(ZoneOffset.UTC),
                        pick.number(),
                        bytes(pick.identity().toString())));
    }

    static Statement spec(HistoryPick pick) {
        return new Statement(USED, List.of(mark("SPEC", pick.spec().toString())));
    }

    static Statement input(HistoryPick pick) {
        return new Statement(USED, List.of(mark("INPUT", pick.input().text())));
    }

    static Statement changes(HistoryPick pick) {
        return new Statement(CHANGES, List.of(pick.job()));
    }

    /** Returns what stands for something used, as the table has it. */
    static UUID mark(String kind, String subject) {
        ByteBuffer bytes = ByteBuffer.wrap(Digest.of((kind + " " + subject).getBytes(StandardCharsets.UTF_8))
                .raw());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** Returns the bytes of a digest as text. */
    static byte[] bytes(String digest) {
        return HexFormat.of().parseHex(digest.substring(digest.indexOf(':') + 1));
    }
}
