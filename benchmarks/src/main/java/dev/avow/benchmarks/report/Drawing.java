package dev.avow.benchmarks.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Lines, bars and texts that become an SVG document, which follows the reader's light or dark scheme. */
final class Drawing {

    private static final String TEMPLATE = "plot.svg.mustache";

    private final String title;
    private final List<Text> texts = new ArrayList<>();
    private final List<Box> boxes = new ArrayList<>();
    private final List<Path> paths = new ArrayList<>();

    Drawing(String title) {
        this.title = title;
    }

    /** A text whose line begins, has its middle or ends at a place. */
    record Text(String x, String y, String anchor, String kind, String text) {}

    /** A bar. */
    record Box(String x, String y, String width, String height, String kind) {}

    /** A line from point to point. */
    record Path(String points, String kind) {}

    /** What the template is filled with. */
    record Filling(String title, int width, int height, List<Box> boxes, List<Path> paths, List<Text> texts) {}

    void text(double x, double y, String anchor, String kind, String text) {
        texts.add(new Text(place(x), place(y), anchor, kind, text));
    }

    void box(double x, double y, double width, double height, String kind) {
        boxes.add(new Box(place(x), place(y), place(width), place(height), kind));
    }

    void line(List<double[]> points, String kind) {
        String text = points.stream()
                .map(point -> place(point[0]) + "," + place(point[1]))
                .reduce((a, b) -> a + " " + b)
                .orElse("");
        paths.add(new Path(text, kind));
    }

    /** Returns the document. */
    String svg(int width, int height) throws IOException {
        try (InputStream stream = Objects.requireNonNull(Drawing.class.getResourceAsStream(TEMPLATE), TEMPLATE);
                Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            return Mustache.compiler().compile(reader).execute(new Filling(title, width, height, boxes, paths, texts));
        }
    }

    private static String place(double value) {
        return new BigDecimal(value).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }
}
