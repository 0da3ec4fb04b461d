package dev.avow.db.internal;

import dev.avow.db.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** The row at which a result stands, by column name: drivers look names up anew for each value. */
final class Row {

    private final ResultSet result;
    private final String prefix;
    private final Map<String, Integer> places = new HashMap<>();

    Row(ResultSet result) {
        this(result, "");
    }

    private Row(ResultSet result, String prefix) {
        this.result = result;
        this.prefix = prefix;
    }

    /** Returns the columns of this row whose names begin with this, by what follows: those of one of several tables. */
    Row under(String table) {
        return new Row(result, table);
    }

    private int at(String column) throws SQLException {
        Integer place = places.get(column);
        if (place == null) {
            place = result.findColumn(prefix + column);
            places.put(column, place);
        }
        return place;
    }

    String text(String column) throws SQLException {
        return result.getString(at(column));
    }

    Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(result.getString(at(column)));
    }

    int number(String column) throws SQLException {
        return result.getInt(at(column));
    }

    OptionalInt optionalNumber(String column) throws SQLException {
        int number = result.getInt(at(column));
        return result.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
    }

    OptionalLong optionalLong(String column) throws SQLException {
        long number = result.getLong(at(column));
        return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }

    boolean flag(String column) throws SQLException {
        return result.getBoolean(at(column));
    }

    long longNumber(String column) throws SQLException {
        return result.getLong(at(column));
    }

    String digest(String column) throws SQLException {
        return Digests.toText(result.getBytes(at(column)));
    }

    Optional<String> optionalDigest(String column) throws SQLException {
        return Optional.ofNullable(result.getBytes(at(column))).map(Digests::toText);
    }

    UUID uuid(String column) throws SQLException {
        return result.getObject(at(column), UUID.class);
    }

    Bytes bytes(String column) throws SQLException {
        return Bytes.of(result.getBytes(at(column)));
    }

    Optional<Bytes> optionalBytes(String column) throws SQLException {
        return Optional.ofNullable(result.getBytes(at(column))).map(Bytes::of);
    }

    Instant time(String column) throws SQLException {
        return result.getObject(at(column), OffsetDateTime.class).toInstant();
    }

    Optional<Instant> optionalTime(String column) throws SQLException {
        return Optional.ofNullable(result.getObject(at(column), OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    /** Makes a value of a row. */
    @FunctionalInterface
    interface Reader<T> {

        T read(Row row) throws SQLException;

        /** Returns this as jdbi takes it. */
        default RowMapper<T> mapper() {
            return new RowMapper<>() {
                @Override
                public T map(ResultSet result, StatementContext context) throws SQLException {
                    return read(new Row(result));
                }

                @Override
                public RowMapper<T> specialize(ResultSet result, StatementContext context) {
                    Row row = new Row(result);
                    return (same, context2) -> read(row);
                }
            };
        }
    }
}
