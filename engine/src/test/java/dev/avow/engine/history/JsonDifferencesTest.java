package dev.avow.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.history.SpecChange.Difference;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonDifferencesTest {

    @Test
    void finds_nothing_between_equal_documents() {
        assertThat(between("{\"a\":[1,{\"b\":\"c\"}]}", "{ \"a\" : [1,{\"b\":\"\\u0063\"}] }"))
                .isEmpty();
    }

    @Test
    void finds_added_removed_and_changed_members_in_order() {
        assertThat(between("{\"a\":1,\"b\":\"x\",\"d\":true}", "{\"b\":\"y\",\"c\":{\"n\":[]},\"d\":true}"))
                .containsExactly(removed("/a", "1"), changed("/b", "\"x\"", "\"y\""), added("/c", "{\"n\":[]}"));
    }

    @Test
    void names_the_innermost_place_of_a_nested_change() {
        assertThat(between(
                        "{\"a\":{\"b\":[{\"c\":1},{\"c\":2,\"d\":3}]}}",
                        "{\"a\":{\"b\":[{\"c\":1},{\"c\":4,\"d\":3}]}}"))
                .containsExactly(changed("/a/b/1/c", "2", "4"));
    }

    @Test
    void compares_arrays_by_position() {
        assertThat(between("[1,2,3]", "[1,3]")).containsExactly(changed("/1", "2", "3"), removed("/2", "3"));
        assertThat(between("[]", "[1,[2]]")).containsExactly(added("/0", "1"), added("/1", "[2]"));
        assertThat(between("[1,2]", "[2,1]")).containsExactly(changed("/0", "1", "2"), changed("/1", "2", "1"));
    }

    @Test
    void escapes_names_in_pointers() {
        assertThat(between("{\"a/b\":1,\"m~n\":1,\"\":1,\" \":1,\"~1\":1}", "{}"))
                .containsExactly(
                        removed("/", "1"),
                        removed("/ ", "1"),
                        removed("/a~1b", "1"),
                        removed("/m~0n", "1"),
                        removed("/~01", "1"));
    }

    @Test
    void takes_another_type_as_a_change_of_the_whole_value() {
        assertThat(between("{\"a\":1}", "{\"a\":\"1\"}")).containsExactly(changed("/a", "1", "\"1\""));
        assertThat(between("{\"a\":[1]}", "{\"a\":{\"0\":1}}")).containsExactly(changed("/a", "[1]", "{\"0\":1}"));
        assertThat(between("{\"a\":[]}", "{\"a\":{}}")).containsExactly(changed("/a", "[]", "{}"));
        assertThat(between("{\"a\":true}", "{\"a\":false}")).containsExactly(changed("/a", "true", "false"));
        assertThat(between("[]", "{}")).containsExactly(changed("", "[]", "{}"));
    }

    @Test
    void goes_as_deep_as_documents_may() {
        String before = "[".repeat(64) + "]".repeat(64);
        String after = "[".repeat(63) + "1" + "]".repeat(63);

        assertThat(between(before, after)).containsExactly(changed("/0".repeat(63), "[]", "1"));
    }

    private static List<Difference> between(String before, String after) {
        return JsonDifferences.between(json(before), json(after));
    }

    private static JsonValue json(String text) {
        return CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Difference added(String pointer, String after) {
        return new Difference(pointer, Optional.empty(), Optional.of(after));
    }

    private static Difference removed(String pointer, String before) {
        return new Difference(pointer, Optional.of(before), Optional.empty());
    }

    private static Difference changed(String pointer, String before, String after) {
        return new Difference(pointer, Optional.of(before), Optional.of(after));
    }
}
