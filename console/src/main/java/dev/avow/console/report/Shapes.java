package dev.avow.console.report;

/** The shapes of marks, drawn once and used everywhere. */
final class Shapes {

    private static final String DOT = "m-dot";

    private Shapes() {}

    static void define(Html html) {
        html.open("svg", "width", "0", "height", "0", "class", "defs", "aria-hidden", "true", "focusable", "false")
                .open("defs");
        for (Mark mark : Mark.values()) {
            html.leaf("path", "id", mark.shape(), "d", mark.path(), "fill-rule", "evenodd");
        }
        html.leaf("path", "id", DOT, "d", "M-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0z");
        html.close().close();
    }

    /** Draws a mark in a plot. */
    static void use(Html html, Mark mark, String x, double y) {
        html.leaf("use", "href", "#" + mark.shape(), "class", mark.classes(), "x", x, "y", Numbers.plain(y));
    }

    /** Draws a mark where there are many: what went well takes less room. */
    static void useDense(Html html, Mark mark, String x, double y) {
        if (mark == Mark.SUCCEEDED) {
            html.leaf("use", "href", "#" + DOT, "class", mark.classes(), "x", x, "y", Numbers.plain(y));
        } else {
            use(html, mark, x, y);
        }
    }

    /** Writes a mark as a sign beside text. */
    static void sign(Html html, Mark mark) {
        html.open("span", "class", "sign", "aria-hidden", "true")
                .raw("<svg width=\"16\" height=\"16\" viewBox=\"-8 -8 16 16\" focusable=\"false\">")
                .leaf("use", "href", "#" + mark.shape(), "class", mark.classes())
                .raw("</svg>")
                .close();
    }
}
