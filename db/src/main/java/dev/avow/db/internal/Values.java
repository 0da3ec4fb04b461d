package dev.avow.db.internal;

import dev.avow.db.Bytes;
import dev.avow.db.StoreException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.SqlStatement;

/** The named values of one statement, each bound with its one type on both databases. */
final class Values {

    private final Map<String, Argument> values = new LinkedHashMap<>();

    private Values() {}

    static Values values() {
        return new Values();
    }

    Values text(String name, String value) {
        return put(name, (at, statement, context) -> statement.setString(at, value));
    }

    Values text(String name, Optional<String> value) {
        return value.map(text -> text(name, text)).orElseGet(() -> none(name, Types.VARCHAR));
    }

    Values texts(String name, Collection<String> values) {
        Object[] texts = values.toArray();
        return put(
                name,
                (at, statement, context) ->
                        statement.setArray(at, statement.getConnection().createArrayOf("varchar", texts)));
    }

    Values digests(String name, Collection<String> digests) {
        byte[][] bytes = digests.stream().map(Digests::toBytes).toArray(byte[][]::new);
        return put(
                name,
                (at, statement, context) ->
                        statement.setArray(at, statement.getConnection().createArrayOf("bytea", bytes)));
    }

    Values number(String name, int value) {
        return put(name, (at, statement, context) -> statement.setInt(at, value));
    }

    Values number(String name, OptionalInt value) {
        return value.isPresent() ? number(name, value.getAsInt()) : none(name, Types.INTEGER);
    }

    Values number(String name, long value) {
        return put(name, (at, statement, context) -> statement.setLong(at, value));
    }

    Values flag(String name, boolean flag) {
        return put(name, (at, statement, context) -> statement.setBoolean(at, flag));
    }

    Values digest(String name, String digest) {
        byte[] bytes = Digests.toBytes(digest);
        return put(name, (at, statement, context) -> statement.setBytes(at, bytes));
    }

    Values digest(String name, Optional<String> digest) {
        return digest.map(text -> digest(name, text)).orElseGet(() -> none(name, Types.BINARY));
    }

    Values bytes(String name, Bytes bytes) {
        return put(name, (at, statement, context) -> statement.setBytes(at, bytes.toArray()));
    }

    Values uuid(String name, UUID value) {
        return put(name, (at, statement, context) -> statement.setObject(at, value));
    }

    /** A time that is stored: PostgreSQL would round what is finer than the column, and so store another time. */
    Values time(String name, Instant time) {
        if (!time.truncatedTo(ChronoUnit.MILLIS).equals(time)) {
            throw new StoreException("Time " + time + " is finer than a millisecond. Truncate it.");
        }
        return moment(name, time);
    }

    /** A time that is only compared with. */
    Values moment(String name, Instant time) {
        return put(name, (at, statement, context) -> statement.setObject(at, time.atOffset(ZoneOffset.UTC)));
    }

    void bindTo(SqlStatement<?> statement) {
        values.forEach(statement::bind);
    }

    private Values none(String name, int type) {
        return put(name, (at, statement, context) -> statement.setNull(at, type));
    }

    private Values put(String name, Argument argument) {
        values.put(name, argument);
        return this;
    }
}
