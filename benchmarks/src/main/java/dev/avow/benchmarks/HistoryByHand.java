package dev.avow.benchmarks;

import dev.avow.engine.identity.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The questions as somebody asks them who knows the tables: each one statement, along one index. */
final class HistoryByHand {

    private static final String RUNS = """
            select r.identity, r.job, r.task, r.occasion, r.number, r.map_index, r.map_key, r.at, r.spec, r.policy,
                r.declared_at, r.state, r.waiting, r.detail, r.attempts, r.since
            from run r
            """;

    private static final String LATEST = RUNS + """
            where r.job = ?
            order by r.at desc, r.declared_at desc, r.number desc, r.identity desc fetch first 50 rows only""";

    private static final String MIDDLE = RUNS + """
            where r.job = ? and r.at <= ? and (r.at < ? or r.identity < ?)
            order by r.at desc, r.declared_at desc, r.number desc, r.identity desc fetch first 50 rows only""";

    private static final String USED = RUNS + """
            join used u on u.identity = r.identity
            where u.mark = ?
            order by u.at desc fetch first 50 rows only""";

    private static final String CHANGES = """
            select u.job, u.task, u.number, u.spec, u.identity, u.at, s.body
            from spec_use u join spec s on s.digest = u.spec
            where u.job = ?
            order by u.at, u.task, u.number""";

    private final DataSource source;

    HistoryByHand(DataSource source) {
        this.source = source;
    }

    int latest(HistoryPick pick) throws SQLException {
        return rows(LATEST, pick.job());
    }

    int middle(HistoryPick pick) throws SQLException {
        OffsetDateTime at = pick.at().atOffset(ZoneOffset.UTC);
        return rows(MIDDLE, pick.job(), at, at, bytes(pick.identity().toString()));
    }

    int spec(HistoryPick pick) throws SQLException {
        return rows(USED, mark("SPEC", pick.spec().toString()));
    }

    int input(HistoryPick pick) throws SQLException {
        return rows(USED, mark("INPUT", pick.input().text()));
    }

    int changes(HistoryPick pick) throws SQLException {
        return rows(CHANGES, pick.job());
    }

    private int rows(String text, Object... values) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
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
                return rows.size();
            }
        }
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
