package dev.avow.console.report;

import dev.avow.console.report.RunFact.Tokens;
import dev.avow.console.report.RunFact.Try;
import dev.avow.engine.history.RunView;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes runs as rows of a table. */
final class RunRow {

    private static final int SPEC_DIGITS = 12;
    private static final int MOST = 600;
    private static final String NOTHING = "\u2013";

    private final Html html;

    RunRow(Html html) {
        this.html = html;
    }

    void write(RunFact fact) {
        RunView run = fact.run();
        html.open("tr", "class", "run " + fact.mark().key(), "id", fact.anchor());
        html.open("td", "class", "what");
        what(fact);
        html.close();
        html.open("td", "data-l", "State").open("span").open("span", "class", "k");
        Shapes.sign(html, fact.mark());
        html.text(fact.mark().label()).close().text(fact.waiting()).close().close();
        html.element("td", Integer.toString(run.attempts()), "data-l", "Attempts", "class", "n");
        html.element("td", span(fact.late()), "data-l", "Late", "class", "n");
        html.element("td", span(run.duration()), "data-l", "Took", "class", "n");
        tokens(fact.tokens());
        html.open("td", "data-l", "Spec");
        String spec = run.spec().digest().hex().substring(0, SPEC_DIGITS);
        html.element("code", spec, "title", run.spec().toString()).close();
        html.close();
    }

    private static String span(Optional<Duration> duration) {
        return duration.map(Spans::text).orElse(NOTHING);
    }

    private void what(RunFact fact) {
        RunView run = fact.run();
        html.open("div", "class", "name").element("strong", run.task());
        run.element()
                .ifPresent(element -> html.open("span")
                        .text("[" + element.index() + " ")
                        .lines(element.key())
                        .text("]")
                        .close());
        html.open("span", "class", "at").lines(run.occasion()).close();
        if (run.number() > 1) {
            html.element("span", "declared anew, number " + run.number());
        }
        html.close();
        html.element("code", run.identity().toString(), "class", "all");
        aside(fact);
        if (!run.detail().isEmpty()) {
            html.open("div", "class", "free").lines(cut(run.detail())).close();
        }
        if (fact.tries().size() > 1) {
            html.open("ol", "class", "tries");
            fact.tries().forEach(this::attempt);
            html.close();
        }
    }

    private void aside(RunFact fact) {
        boolean scheduled =
                fact.submitter().equals("schedule") || fact.submitter().isEmpty();
        if (scheduled && fact.model().isEmpty()) {
            return;
        }
        html.open("div", "class", "aside");
        if (!scheduled) {
            html.text("by ").lines(fact.submitter()).text(" ");
        }
        if (!fact.model().isEmpty()) {
            html.text("model ").lines(fact.model());
        }
        html.close();
    }

    private void attempt(Try attempt) {
        String took =
                attempt.took().map(duration -> " after " + Spans.text(duration)).orElse("");
        html.open("li", "value", Integer.toString(attempt.number())).text(attempt.state() + took);
        if (!attempt.message().isEmpty()) {
            html.text(": ").lines(cut(attempt.message()));
        }
        html.close();
    }

    private void tokens(Tokens tokens) {
        html.open("td", "data-l", "Tokens");
        if (tokens.isKnown()) {
            html.open("span")
                    .element("span", number(tokens.in(), "in") + ",", "class", "n")
                    .text(" ");
            html.element("span", number(tokens.out(), "out"), "class", "n").close();
        } else {
            html.text(NOTHING);
        }
        html.close();
    }

    private static String number(OptionalLong tokens, String way) {
        return tokens.isPresent() ? Numbers.grouped(tokens.getAsLong()) + " " + way : way + " not told";
    }

    private static String cut(String text) {
        int length = text.codePointCount(0, text.length());
        if (length <= MOST) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, MOST)) + "\n[" + Numbers.grouped(length - MOST)
                + " more characters; 'avow show IDENTITY' has all]";
    }
}
