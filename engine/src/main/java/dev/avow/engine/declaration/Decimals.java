package dev.avow.engine.declaration;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Decimals as declarations hold them: strings in plain form, such as {@code 0.2}, {@code -12} or {@code 0}.
 *
 * <p>Plain form has no exponent, no plus, no needless zero in front or behind, and no {@code -0}. There is no way from
 * {@code double} and {@code float}: their digits differ between Java versions.
 */
public final class Decimals {

    private static final Pattern PLAIN = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?");
    private static final Pattern PADDED = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final int MAX_DIGITS = 1000;

    private Decimals() {}

    /** Tells whether this text is a decimal in plain form. */
    public static boolean isPlain(String text) {
        return text.length() <= MAX_DIGITS && PLAIN.matcher(text).matches() && !text.equals("-0");
    }

    /**
     * Returns a decimal in plain form; {@code 0.20} gives {@code 0.2}.
     *
     * @param text digits with an optional minus and decimal point, up to 1,000 characters
     * @throws DeclarationException if the text is not such a number
     */
    public static String of(String text) {
        if (text.length() > MAX_DIGITS || !PADDED.matcher(text).matches()) {
            throw DeclarationException.here(Checks.shown(text) + " is not a decimal; use digits such as 0.2");
        }
        return of(new BigDecimal(text));
    }

    /**
     * Returns a decimal in plain form.
     *
     * @throws DeclarationException if its plain form has more than 1,000 characters
     */
    public static String of(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        if (Math.max(stripped.precision(), Math.abs((long) stripped.scale())) > MAX_DIGITS) {
            throw DeclarationException.here("decimal of more than " + MAX_DIGITS + " digits");
        }
        String plain = stripped.toPlainString();
        if (!isPlain(plain)) {
            throw DeclarationException.here("decimal of more than " + MAX_DIGITS + " digits");
        }
        return plain;
    }

    /** Returns a decimal in plain form. */
    public static String of(int value) {
        return Integer.toString(value);
    }
}
