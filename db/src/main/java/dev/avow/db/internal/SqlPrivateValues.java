package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Bytes;
import dev.avow.db.PrivateValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Private values in SQL. */
final class SqlPrivateValues implements PrivateValues {

    static final String INSERT_KEY = """
            insert into private_key (identity, secret)
            values (:identity, :secret)""";

    static final String INSERT_TEXT = """
            insert into private_value (identity, place, text)
            values (:identity, :place, :text)""";

    private static final String FIND_KEY = "select secret from private_key where identity = :identity";

    private static final String TEXTS = """
            select place, text from private_value
            where identity = :identity""";

    private static final String DELETE_TEXTS = "delete from private_value where identity = :identity";

    private static final String DELETE_KEY = "delete from private_key where identity = :identity";

    private final Sql sql;

    SqlPrivateValues(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void insert(String identity, PrivateRow row) {
        sql.update(INSERT_KEY, key(identity, row));
        sql.insertAll(INSERT_TEXT, texts(identity, row));
    }

    static Values key(String identity, PrivateRow row) {
        return of(identity).bytes("secret", row.key());
    }

    static List<Values> texts(String identity, PrivateRow row) {
        return row.texts().entrySet().stream()
                .map(text -> of(identity).text("place", text.getKey()).bytes("text", text.getValue()))
                .toList();
    }

    @Override
    public Optional<PrivateRow> find(String identity) {
        Optional<Bytes> key = sql.find(FIND_KEY, of(identity), row -> row.bytes("secret"));
        return key.map(secret -> new PrivateRow(secret, texts(identity)));
    }

    private Map<String, Bytes> texts(String identity) {
        Map<String, Bytes> texts = new TreeMap<>();
        sql.list(TEXTS, of(identity), row -> Map.entry(row.text("place"), row.bytes("text")))
                .forEach(text -> texts.put(text.getKey(), text.getValue()));
        return texts;
    }

    @Override
    public void delete(String identity) {
        sql.update(DELETE_TEXTS, of(identity));
        sql.update(DELETE_KEY, of(identity));
    }

    private static Values of(String identity) {
        return values().digest("identity", identity);
    }
}
