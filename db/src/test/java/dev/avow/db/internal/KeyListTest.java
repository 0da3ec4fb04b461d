package dev.avow.db.internal;

import static dev.avow.db.testing.Rows.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.internal.KeyList.Pair;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Names the values of keys, of up to the same power of two in the same way. */
class KeyListTest {

    private static KeyList pairs(int count) {
        return KeyList.pairs(List.of(new Pair("a", "b"), new Pair("c", "d"), new Pair("e", "f"), new Pair("g", "h"))
                .subList(0, count));
    }

    @Test
    void lists_share_a_text_up_to_a_power_of_two() {
        assertThat(KeyList.digests(List.of(digest("a"))).in("in (:each)")).isEqualTo("in (:each0)");
        assertThat(pairs(1).in("values :each"))
                .isEqualTo("values (cast(:each0a as varchar), cast(:each0b as varchar))");
        assertThat(pairs(3).in(":each")).isEqualTo(pairs(4).in(":each")).contains(":each3b");
        assertThat(pairs(2).in(":each")).doesNotContain(":each2");
    }

    /** Whose digits are others. */
    @Test
    void no_locale_changes_a_name() {
        String text = pairs(3).in(":each");
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("fa-IR-u-nu-arabext"));

            assertThat(pairs(3).in(":each")).isEqualTo(text);
        } finally {
            Locale.setDefault(locale);
        }
    }
}
