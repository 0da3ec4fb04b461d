package dev.avow.engine.schedule;

/** Letters without a locale. */
final class Ascii {

    private Ascii() {}

    static String upperCase(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.chars().forEach(c -> out.append((char) (c >= 'a' && c <= 'z' ? c - 32 : c)));
        return out.toString();
    }
}
