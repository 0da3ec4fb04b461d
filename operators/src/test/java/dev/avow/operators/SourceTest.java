package dev.avow.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {

    @Test
    void is_declared_as_the_text_that_it_is_read_from() {
        assertThat(Source.input("address")).hasToString("input:address");
        assertThat(Source.upstream("split", "sentences")).hasToString("upstream:split/sentences");
        assertThat(Source.parse("upstream:split/sentences")).isEqualTo(Source.upstream("split", "sentences"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "address", "input:", "input:A", "input:a/b", "upstream:split", "upstream:/x", "input:a\n"})
    void refuses_other_texts(String text) {
        assertThatThrownBy(() -> Source.parse(text))
                .hasMessage("'" + text + "' is not a source. Use input:NAME or upstream:TASK/OUTPUT.");
    }
}
