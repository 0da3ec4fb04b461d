package dev.avow.engine.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

    @ParameterizedTest
    @CsvSource({
        "0.2,0.2",
        "0.20,0.2",
        "00.5,0.5",
        "1.0,1",
        "100,100",
        "0,0",
        "0.000,0",
        "-0,0",
        "-0.0,0",
        "-1.50,-1.5",
        "0.0000000001,0.0000000001",
        "12345678901234567890.5,12345678901234567890.5"
    })
    void makes_one_text_of_a_number(String given, String expected) {
        assertThat(Decimals.of(given)).isEqualTo(expected);
        assertThat(Decimals.isPlain(expected)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".5", "5.", "+1", "1e3", "NaN", " 1", "1,5", "٠.٥", "0x1", "--1", "1.2.3"})
    void refuses_what_is_no_plain_number(String given) {
        DeclarationException refused = catchThrowableOfType(DeclarationException.class, () -> Decimals.of(given));

        assertThat(refused).hasMessage("Refused at \"\": '" + given + "' is not a decimal; use digits such as 0.2.");
        assertThat(Decimals.isPlain(given)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0", "0.20", "1.0", "01", "-0.0", "1.", "0.0"})
    void plain_form_is_one_form(String given) {
        assertThat(Decimals.isPlain(given)).isFalse();
    }

    @Test
    void equal_numbers_make_equal_texts() {
        assertThat(Decimals.of(new BigDecimal("1E+3"))).isEqualTo("1000").isEqualTo(Decimals.of(1000));
        assertThat(Decimals.of(new BigDecimal("0E-7"))).isEqualTo("0").isEqualTo(Decimals.of(0));
        assertThat(Decimals.of(new BigDecimal("2.50"))).isEqualTo("2.5");
    }

    @Test
    void refuses_a_number_whose_digits_would_fill_the_memory() {
        BigDecimal huge = new BigDecimal("1E+2000000000");
        BigDecimal tiny = new BigDecimal("1E-2000000000");

        for (BigDecimal number : new BigDecimal[] {huge, tiny}) {
            DeclarationException refused = catchThrowableOfType(DeclarationException.class, () -> Decimals.of(number));
            assertThat(refused).hasMessage("Refused at \"\": decimal of more than 1000 digits.");
        }
    }
}
