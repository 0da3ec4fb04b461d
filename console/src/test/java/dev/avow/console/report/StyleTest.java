package dev.avow.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StyleTest {

    private static final Pattern COLOUR = Pattern.compile("--([a-z]+):#([0-9a-f]{6})");

    /** WCAG 2.2, 1.4.3 for text; signs need 3, and get what text needs. */
    private static final double ENOUGH = 4.5;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gives_text_and_signs_enough_contrast(boolean dark) {
        Map<String, String> colours = palette(dark);

        for (String front : List.of("ink", "mute", "accent", "good", "bad", "denied", "wait", "run", "off")) {
            for (String back : List.of("bg", "card")) {
                assertThat(contrast(colours.get(front), colours.get(back)))
                        .as(front + " on " + back)
                        .isGreaterThanOrEqualTo(ENOUGH);
            }
        }
        for (String back : List.of("ins", "del", "mark", "grid")) {
            assertThat(contrast(colours.get("ink"), colours.get(back))).as(back).isGreaterThanOrEqualTo(ENOUGH);
        }
    }

    @Test
    void has_nothing_that_xml_takes_for_markup_and_fetches_nothing() {
        assertThat(Style.css() + RunsSection.filterRules()).doesNotContain("<", "&", "url(", "@import", "http");
    }

    @Test
    void gives_each_mark_a_shape_of_its_own() {
        assertThat(Stream.of(Mark.values())
                        .map(mark -> mark.path() + mark.classes().contains("hollow")))
                .doesNotHaveDuplicates();
    }

    private static Map<String, String> palette(boolean dark) {
        String css = Style.css();
        int split = css.indexOf("prefers-color-scheme:dark");
        Map<String, String> colours = new TreeMap<>();
        Matcher found = COLOUR.matcher(dark ? css.substring(split) : css.substring(0, split));
        while (found.find()) {
            colours.putIfAbsent(found.group(1), found.group(2));
        }
        return colours;
    }

    private static double contrast(String front, String back) {
        double a = luminance(front);
        double b = luminance(back);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    /** As WCAG 2.2 defines relative luminance. */
    private static double luminance(String hex) {
        double[] parts = new double[3];
        for (int i = 0; i < parts.length; i++) {
            double c = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16) / 255.0;
            parts[i] = c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }
}
