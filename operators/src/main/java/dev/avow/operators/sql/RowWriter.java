package dev.avow.operators.sql;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.operator.OperatorException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes rows as JSON Lines, members in the order of the columns, within limits. */
record RowWriter(int maxRows, int maxBytes) {

    private static final JsonFactory JSON = new JsonFactory();

    private record Column(String label, ColumnForm form) {}

    /** @throws OperatorException if there is more than a limit, or a column has no fixed form */
    Rows write(ResultSet rows) throws SQLException {
        List<Column> columns = columns(rows.getMetaData());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int count = 0;
        try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            json.setPrettyPrinter(new MinimalPrettyPrinter(""));
            while (rows.next()) {
                count++;
                if (count > maxRows) {
                    throw over("max_rows", maxRows + " rows");
                }
                row(json, rows, columns);
                json.flush();
                if (out.size() > maxBytes) {
                    throw over("max_bytes", maxBytes + " bytes");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Rows(count, out.toByteArray());
    }

    private static void row(JsonGenerator json, ResultSet rows, List<Column> columns) throws SQLException, IOException {
        json.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            json.writeFieldName(columns.get(i).label());
            columns.get(i).form().write(json, rows, i + 1);
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static List<Column> columns(ResultSetMetaData meta) throws SQLException {
        List<Column> columns = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            String label = meta.getColumnLabel(i);
            if (!labels.add(label)) {
                throw OperatorException.permanent(
                        "Column " + Printable.quoted(label) + " is there twice. Give each a name of its own with AS.");
            }
            columns.add(new Column(label, ColumnForm.of(label, meta.getColumnType(i), meta.getColumnTypeName(i))));
        }
        return columns;
    }

    private static OperatorException over(String limit, String most) {
        return OperatorException.permanent(
                "The query gives more than " + most + ". Raise " + limit + ", or ask for less.");
    }
}
