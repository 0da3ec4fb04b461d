package dev.avow.operators.sql;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.avow.engine.declaration.Decimals;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Predicate;

/** Numbers of a database as JSON: integers as numbers while every reader keeps them, all else as texts in plain form. */
final class SqlNumbers {

    private static final long MOST_EXACT = (1L << 53) - 1;
    private static final int DIGITS_OF_DOUBLE = 17;

    private SqlNumbers() {}

    static void integer(JsonGenerator json, ResultSet rows, int column) throws SQLException, IOException {
        long value = rows.getLong(column);
        if (rows.wasNull()) {
            json.writeNull();
        } else if (value >= -MOST_EXACT && value <= MOST_EXACT) {
            json.writeNumber(value);
        } else {
            json.writeString(Long.toString(value));
        }
    }

    static void decimal(JsonGenerator json, ResultSet rows, int column) throws SQLException, IOException {
        BigDecimal value = rows.getBigDecimal(column);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeString(Decimals.of(value));
        }
    }

    static void single(JsonGenerator json, ResultSet rows, int column) throws SQLException, IOException {
        float value = rows.getFloat(column);
        number(json, rows.wasNull(), value, shorter -> shorter.floatValue() == value);
    }

    static void binary(JsonGenerator json, ResultSet rows, int column) throws SQLException, IOException {
        double value = rows.getDouble(column);
        number(json, rows.wasNull(), value, shorter -> shorter.doubleValue() == value);
    }

    private static void number(JsonGenerator json, boolean isNull, double value, Predicate<BigDecimal> isSame)
            throws IOException {
        if (isNull) {
            json.writeNull();
        } else if (Double.isNaN(value) || Double.isInfinite(value)) {
            json.writeString(Double.toString(value));
        } else {
            json.writeString(Decimals.of(shortest(new BigDecimal(value), isSame)));
        }
    }

    /** The fewest digits that give the same number; not those of toString, which differ between versions of Java. */
    private static BigDecimal shortest(BigDecimal exact, Predicate<BigDecimal> isSame) {
        for (int digits = 1; digits < DIGITS_OF_DOUBLE; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (isSame.test(rounded)) {
                return rounded;
            }
        }
        return exact.round(new MathContext(DIGITS_OF_DOUBLE, RoundingMode.HALF_EVEN));
    }
}
