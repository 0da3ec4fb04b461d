package dev.avow.console.report;

/** Writes the whole page. */
final class PageWriter {

    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private final ReportData data;
    private final Html html = new Html();

    PageWriter(ReportData data) {
        this.data = data;
    }

    String write() {
        html.raw("<!DOCTYPE html>\n").open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml");
        head();
        html.open("body");
        Shapes.define(html);
        new HeadSection(data).write(html);
        html.open("main");
        data.axis().ifPresent(this::plots);
        new RunsSection(data).write(html);
        html.close();
        footer();
        return html.close().close().finish();
    }

    private void plots(TimeAxis axis) {
        new TimelineSection(data, axis).write(html);
        new ChangesSection(data.changes()).write(html);
        PlotSection.durations(data, axis).write(html);
        PlotSection.lateness(data, axis).write(html);
        new DenialSection(data.runs()).write(html);
        new MissingSection(data).write(html);
    }

    private void head() {
        html.open("head")
                .leaf("meta", "charset", "utf-8")
                .leaf("meta", "http-equiv", "Content-Security-Policy", "content", POLICY)
                .leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .leaf("meta", "name", "color-scheme", "content", "light dark")
                .leaf("meta", "name", "referrer", "content", "no-referrer")
                .element("title", "Avow report: " + data.job())
                .open("style")
                .raw(Style.css())
                .raw(RunsSection.filterRules())
                .close()
                .close();
    }

    private void footer() {
        html.open("footer")
                .open("p")
                .text("Made by ")
                .element("code", "avow report")
                .text(" from what the store held at " + data.now() + ". All times are UTC. An identity is the SHA-256"
                        + " digest of a stored declaration: check one with ")
                .element("code", "avow show IDENTITY --declaration | sha256sum")
                .text(". Contents of outputs and private values are not on this page.")
                .close()
                .close();
    }
}
