package dev.avow.operators.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundTextsTest {

    @ParameterizedTest
    @CsvSource({
        "Private Words, 'relation \"private words\" does not exist', true",
        "shop.clients, 'schema \"shop\" does not exist', true",
        "averyveryverylongname, 'relation \"averyveryverylo\" does not exist', true",
        "x, 'type \"x\" does not exist', true",
        "a b, 'at least one', false",
        "'', 'at least one', false"
    })
    void finds_a_text_or_a_word_of_one(String value, String words, boolean found) {
        assertThat(new BoundTexts(List.of(new JsonString(value))).areIn(words)).isEqualTo(found);
    }

    @Test
    void finds_an_integer_unless_it_says_nothing() {
        List<JsonValue> values = List.of(new JsonInteger(4711), new JsonInteger(2));

        assertThat(new BoundTexts(values).areIn("role \"4711\"")).isTrue();
        assertThat(new BoundTexts(values).areIn("2 columns")).isFalse();
    }
}
