package dev.avow.db.internal;

import dev.avow.db.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalInt;

/** One row of a result, by column name. */
final class Row {

    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    String text(String column) throws SQLException {
        return result.getString(column);
    }

    Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(result.getString(column));
    }

    int number(String column) throws SQLException {
        return result.getInt(column);
    }

    OptionalInt optionalNumber(String column) throws SQLException {
        int number = result.getInt(column);
        return result.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
    }

    boolean flag(String column) throws SQLException {
        return result.getBoolean(column);
    }

    long longNumber(String column) throws SQLException {
        return result.getLong(column);
    }

    String digest(String column) throws SQLException {
        return Digests.toText(result.getBytes(column));
    }

    Optional<String> optionalDigest(String column) throws SQLException {
        return Optional.ofNullable(result.getBytes(column)).map(Digests::toText);
    }

    Bytes bytes(String column) throws SQLException {
        return Bytes.of(result.getBytes(column));
    }

    Instant time(String column) throws SQLException {
        return result.getObject(column, OffsetDateTime.class).toInstant();
    }

    Optional<Instant> optionalTime(String column) throws SQLException {
        return Optional.ofNullable(result.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    /** Makes a value of a row. */
    @FunctionalInterface
    interface Reader<T> {

        T read(Row row) throws SQLException;
    }
}
