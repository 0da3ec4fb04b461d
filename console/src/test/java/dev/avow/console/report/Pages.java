package dev.avow.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** Reads pages as a browser does, and as XML does, which forgives nothing. */
final class Pages {

    private Pages() {}

    static Document parse(String html) throws Exception {
        DocumentBuilder xml = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        xml.setErrorHandler(new DefaultHandler());
        assertThat(xml.parse(new InputSource(new StringReader(html)))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("html");
        Parser parser = Parser.htmlParser().setTrackErrors(20);
        Document page = Jsoup.parse(html, "", parser);
        assertThat(parser.getErrors()).isEmpty();
        List<String> ids = page.select("[id]").eachAttr("id");
        Set<String> places = new HashSet<>(ids);
        assertThat(places).hasSameSizeAs(ids);
        assertThat(page.select("[href^=#]").eachAttr("href"))
                .filteredOn(href -> !places.contains(href.substring(1)))
                .isEmpty();
        return page;
    }

    /** Asserts that nothing of the page is code, or leads out of it. */
    static void assertInert(Document page) {
        assertThat(page.select("script, link, img, iframe, object, embed, form, audio, video, base, foreignObject"))
                .isEmpty();
        for (Element element : page.getAllElements()) {
            assertThat(element.attributes()).allSatisfy(attribute -> {
                assertThat(attribute.getKey()).doesNotStartWith("on").isNotIn("src", "srcset", "style");
                if (attribute.getKey().equals("href")) {
                    assertThat(attribute.getValue()).startsWith("#");
                }
            });
        }
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none'; style-src 'unsafe-inline'");
    }
}
