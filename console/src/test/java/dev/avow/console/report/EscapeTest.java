package dev.avow.console.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EscapeTest {

    @Test
    void leaves_no_markup() {
        assertThat(Escape.html("</td><script>\"x\" & 'y'"))
                .isEqualTo("&lt;/td&gt;&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;");
    }

    @Test
    void shows_what_cannot_be_seen_or_turns_the_direction() {
        assertThat(Escape.html("a\u202eb\u2066c\u200fd\u001be\u0000f\u2028g\ufeffh\udb40\udc41i\ud800j\tk"))
                .isEqualTo("a\\u202Eb\\u2066c\\u200Fd\\u001Be\\u0000f\\u2028g\\uFEFFh\\uDB40\\uDC41i\\uD800j\\u0009k");
    }

    @Test
    void shows_noncharacters_that_no_xml_may_hold() {
        assertThat(Escape.html("a\ufffe\uffff\ud83f\udffeb")).isEqualTo("a\\ufffe\\uffff\\ud83f\\udffeb");
    }

    @Test
    void keeps_letters_of_all_scripts() {
        assertThat(Escape.html("\u00e9 \u05d0 \u4e16 \ud83d\ude00")).isEqualTo("\u00e9 \u05d0 \u4e16 \ud83d\ude00");
    }

    @Test
    void writes_elements_with_attributes_lines_and_instants() {
        String written = new Html()
                .open("div", "title", "\"<")
                .lines("a\n<b>")
                .dated("at 2026-01-05T03:00:00.5Z & on")
                .leaf("hr")
                .close()
                .finish();

        assertThat(written)
                .isEqualTo("<div title=\"&quot;&lt;\"><bdi>a<br/>&lt;b&gt;</bdi>at <time>2026-01-05T03:00:00.5Z</time>"
                        + " &amp; on<hr/></div>\n");
    }

    @Test
    void refuses_to_end_with_an_open_element() {
        Html html = new Html().open("div");

        assertThatThrownBy(html::finish).hasMessage("Element 'div' is not closed. Close it.");
    }
}
