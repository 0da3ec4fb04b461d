package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.flipkart.zjsonpatch.JsonPatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecPatchesTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Names that pointers escape, or that mean something in them. */
    private static final List<String> NAMES = List.of("", "a", "a/b", "~", "~1", "0", "-", "k=v", " ", "\u00e9", "%2F");

    private static JsonNode json(String text) {
        return Json.tree(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1}|{\"a\":2}|[{\"op\":\"replace\",\"path\":\"/a\",\"value\":2}]",
                "{\"a\":1}|{\"b\":1}|[{\"op\":\"remove\",\"path\":\"/a\"},{\"op\":\"add\",\"path\":\"/b\",\"value\":1}]",
                "{\"a\":[1,2]}|{\"a\":[1,3,2]}|[{\"op\":\"add\",\"path\":\"/a/1\",\"value\":3}]",
                "{\"a/b\":{\"~\":1}}|{\"a/b\":{\"~\":[]}}|[{\"op\":\"replace\",\"path\":\"/a~1b/~0\",\"value\":[]}]",
                "{}|{}|[]"
            })
    void adds_removes_and_replaces(String before, String after, String patch) {
        assertThat(SpecPatches.between(json(before), json(after))).hasToString(patch);
    }

    @Test
    void makes_of_any_document_the_one_after_it() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            ObjectNode before = object(random, 0);
            JsonNode after = i % 2 == 0 ? object(random, 0) : changed(before.deepCopy(), random);

            JsonNode patch = SpecPatches.between(before, after);

            assertThat(JsonPatch.apply(patch, before))
                    .as("seed %d, document %d", seed, i)
                    .isEqualTo(after);
            assertThat(patch)
                    .allSatisfy(
                            each -> assertThat(each.get("op").textValue()).isIn(Set.of("add", "remove", "replace")));
        }
    }

    private static JsonNode changed(ObjectNode node, Random random) {
        node.set(NAMES.get(random.nextInt(NAMES.size())), value(random, 2));
        node.remove(NAMES.get(random.nextInt(NAMES.size())));
        return node;
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.set(NAMES.get(random.nextInt(NAMES.size())), value(random, depth + 1));
        }
        return object;
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 3 : 5)) {
            case 0 -> NODES.textNode(NAMES.get(random.nextInt(NAMES.size())));
            case 1 -> NODES.numberNode(random.nextInt(3));
            case 2 -> NODES.booleanNode(random.nextBoolean());
            case 3 -> array(random, depth);
            default -> object(random, depth);
        };
    }

    private static ArrayNode array(Random random, int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(5); i > 0; i--) {
            array.add(value(random, depth + 1));
        }
        return array;
    }
}
