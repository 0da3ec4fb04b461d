package dev.avow.engine.dsl;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Places in texts are filled with data, and with nothing else. */
class TemplateTest {

    private static final Variables VARIABLES = Variables.builder()
            .put("params", Variables.of(CanonicalJson.parseObject("""
                    {"city":"K\u00f6ln","code":"{{params.city}}","empty":"","flag":true,"list":["a","b"],"n":5,"off":false}""".getBytes(StandardCharsets.UTF_8))))
            .put("html", "<a> & 'b'")
            .lazy("boom", () -> {
                throw new EngineException("read");
            })
            .build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain                                           | plain
            in {{params.city}}!                             | in K\u00f6ln!
            {{ params.n }}{{params.flag}}                   | 5true
            [{{params.empty}}]                              | []
            {{html}}                                        | <a> & 'b'
            {{params.code}}                                 | {{params.city}}
            {{#params.list}}<{{.}}>{{/params.list}}         | <a><b>
            {{#params.flag}}yes{{/params.flag}}             | yes
            {{^params.off}}no{{/params.off}}                | no
            {{=<% %>=}}{{.ID}} <%params.n%>                 | {{.ID}} 5
            """)
    void fills_places_with_values_as_they_are(String template, String expected) {
        assertThat(Template.render(template, VARIABLES)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{params.town}}",
                "{{town}}",
                "{{params.city.length}}",
                "{{params.city.class}}",
                "{{params.class.name}}",
                "{{params.list.size}}",
                "{{#params.town}}x{{/params.town}}",
                "{{^params.town}}x{{/params.town}}"
            })
    void refuses_what_has_no_value_and_never_calls_code(String template) {
        assertThatThrownBy(() -> Template.render(template, VARIABLES))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining(
                        " in line 1, which has no value here. Name a variable that there is, or define it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{#a}}",
                "{{/a}}",
                "{{a",
                "{{#a}}{{/b}}",
                "{{a}",
                "{{>other}}",
                "{{#flag}}{{>other}}{{/flag}}",
                "{{<other}}{{/other}}"
            })
    void refuses_what_is_no_template(String template) {
        assertThatThrownBy(() -> Template.render(template, VARIABLES))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Template is not valid: ");
    }

    @Test
    void makes_lazy_texts_only_where_they_are_named() {
        assertThat(Template.render("{{html}}", VARIABLES)).isNotEmpty();
        assertThatThrownBy(() -> Template.render("{{boom}}", VARIABLES)).hasStackTraceContaining("read");
    }

    @Test
    void renders_texts_anywhere_in_parameters_and_leaves_names_alone() {
        JsonObject parameters = CanonicalJson.parseObject(
                "{\"{{x}}\":[\"{{params.n}}\",7,{\"a\":\"{{params.n}}\"}]}".getBytes(StandardCharsets.UTF_8));

        assertThat(CanonicalJson.text(Template.render(parameters, VARIABLES)))
                .isEqualTo("{\"{{x}}\":[\"5\",7,{\"a\":\"5\"}]}");
        assertThat(Template.isPlain(parameters)).isFalse();
    }

    @Test
    void a_definition_with_a_broken_template_or_unusable_params_is_refused_as_a_whole() {
        assertThatThrownBy(() -> job("j").schedule(cron("0 0 3 * * ?"))
                        .param("must", Param.text())
                        .param("9", Param.integer().between(1, 2).orElse(3))
                        .task("t", operator("o").user("{{#open}}"))
                        .build())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("it has the param name '9', which is not valid.")
                .hasMessageContaining("it has a default of param '9' that is 3, which is not an integer from 1 to 2.")
                .hasMessageContaining("it has a schedule, and param 'must' without a default.")
                .hasMessageContaining("it has a template in task 't' that is not valid: Template is not valid:");
    }
}
