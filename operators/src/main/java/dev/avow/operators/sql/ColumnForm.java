package dev.avow.operators.sql;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.operator.OperatorException;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the values of a column stand in JSON: the same text on every machine and with every version of Java. */
@FunctionalInterface
interface ColumnForm {

    /** Types whose text is fixed by the database, and whose numbers differ between drivers. */
    Set<String> TEXTS = Set.of("uuid", "json", "jsonb");

    /** Writes the value of a column; null as null. */
    void write(JsonGenerator json, ResultSet rows, int column) throws SQLException, IOException;

    /** @throws OperatorException if values of the type have no fixed text */
    static ColumnForm of(String label, int type, String typeName) {
        String name = typeName.toLowerCase(Locale.ROOT);
        if (TEXTS.contains(name)) {
            return ColumnForm::text;
        }
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> SqlNumbers::integer;
            case Types.NUMERIC, Types.DECIMAL -> SqlNumbers::decimal;
            case Types.REAL -> SqlNumbers::single;
            case Types.FLOAT, Types.DOUBLE -> SqlNumbers::binary;
            case Types.BOOLEAN -> ColumnForm::flag;
            case Types.BIT -> name.equals("bool") ? ColumnForm::flag : none(label, name);
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.CLOB ->
                ColumnForm::text;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> ColumnForm::bytes;
            case Types.DATE -> typed(LocalDate.class, DateTimeFormatter.ISO_LOCAL_DATE::format);
            case Types.TIME ->
                name.equals("timetz") ? zonedTime() : typed(LocalTime.class, DateTimeFormatter.ISO_LOCAL_TIME::format);
            case Types.TIME_WITH_TIMEZONE -> zonedTime();
            case Types.TIMESTAMP ->
                name.equals("timestamptz")
                        ? instant()
                        : typed(LocalDateTime.class, DateTimeFormatter.ISO_LOCAL_DATE_TIME::format);
            case Types.TIMESTAMP_WITH_TIMEZONE -> instant();
            default -> none(label, name);
        };
    }

    private static ColumnForm instant() {
        return typed(OffsetDateTime.class, moment -> DateTimeFormatter.ISO_INSTANT.format(moment.toInstant()));
    }

    private static ColumnForm zonedTime() {
        return typed(OffsetTime.class, DateTimeFormatter.ISO_OFFSET_TIME::format);
    }

    private static ColumnForm none(String label, String typeName) {
        throw OperatorException.permanent("Column " + Printable.quoted(label) + " has the type "
                + Printable.quoted(typeName) + ", whose values have no fixed text. Cast it in the statement.");
    }

    /** The text of a value. */
    @FunctionalInterface
    interface Text<T> {
        String of(T value);
    }

    private static <T> ColumnForm typed(Class<T> type, Text<T> text) {
        return (json, rows, column) -> {
            T value = rows.getObject(column, type);
            string(json, value == null ? null : text.of(value));
        };
    }

    private static void flag(JsonGenerator json, ResultSet rows, int column) throws SQLException, IOException {
        boolean flag = rows.getBoolean(column);
        if (rows.wasNull()) {
            json.writeNull();
        } else {
            json.writeBoolean(flag);
        }
    }

    private static void text(JsonGenerator json, ResultSet rows, int column) throws SQLException, IOException {
        string(json, rows.getString(column));
    }

    private static void bytes(JsonGenerator json, ResultSet rows, int column) throws SQLException, IOException {
        byte[] bytes = rows.getBytes(column);
        string(json, bytes == null ? null : Base64.getEncoder().encodeToString(bytes));
    }

    private static void string(JsonGenerator json, @Nullable String text) throws IOException {
        if (text == null) {
            json.writeNull();
        } else {
            json.writeString(text);
        }
    }
}
