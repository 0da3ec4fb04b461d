package dev.avow.operators.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.identity.CanonicalJson;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordSchemaTest {

    enum Kind {
        ONE,
        TWO
    }

    record Inner(long id) {}

    record Outer(String text, @Nullable BigDecimal price, Kind kind, boolean flag, List<Inner> inner) {}

    record Dated(LocalDate day) {}

    record Endless(List<Endless> more) {}

    @Test
    void writes_the_schema_of_a_record() {
        assertThat(CanonicalJson.text(RecordSchema.of(Outer.class)))
                .isEqualTo("{\"additionalProperties\":false,\"properties\":{\"flag\":{\"type\":\"boolean\"},\"inner\":"
                        + "{\"items\":{\"additionalProperties\":false,\"properties\":{\"id\":{\"type\":\"integer\"}},"
                        + "\"required\":[\"id\"],\"type\":\"object\"},\"type\":\"array\"},\"kind\":{\"enum\":[\"ONE\","
                        + "\"TWO\"],\"type\":\"string\"},\"price\":{\"anyOf\":[{\"type\":\"number\"},{\"type\":\"null\"}]}"
                        + ",\"text\":{\"type\":\"string\"}},\"required\":[\"text\",\"price\",\"kind\",\"flag\",\"inner\"],"
                        + "\"type\":\"object\"}");
    }

    @Test
    void accepts_what_fits_and_says_what_does_not() {
        AnswerSchema schema = AnswerSchema.of(RecordSchema.of(Outer.class));
        String good = "{\"text\":\"a\",\"price\":null,\"kind\":\"ONE\",\"flag\":true,\"inner\":[{\"id\":1}]}";

        assertThat(schema.fault(good)).isEmpty();
        assertThat(schema.fault(good.replace("ONE", "SIX"))).contains("it breaks $.properties.kind.enum");
        assertThat(schema.fault(good + "{}")).contains("it is no JSON document");
    }

    @Test
    void refuses_a_type_that_has_no_schema() {
        assertThatThrownBy(() -> RecordSchema.of(Dated.class))
                .hasMessage("Component 'Dated.day' has the type java.time.LocalDate, which has no schema. Use text,"
                        + " numbers, truth values, enums, records and lists of these.");
        assertThatThrownBy(() -> RecordSchema.of(Endless.class))
                .hasMessage("Record 'Endless' contains itself. Use a list of identifiers instead.");
    }
}
