package dev.avow.engine.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonPointer;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.Leaves;
import dev.avow.engine.identity.Randomly;
import dev.avow.engine.identity.ScrambledJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeclarationPropertyTest {

    @Test
    void a_declaration_reads_back_from_its_canonical_bytes_and_from_any_other_text() {
        Randomly.times(150, random -> {
            Declaration declaration = new RandomDeclarations(random).declaration();

            Declaration read = Declaration.parse(declaration.canonicalBytes());
            Declaration scrambled = Declaration.parse(utf8(ScrambledJson.text(declaration.toJson(), random)));

            assertThat(read).isEqualTo(declaration);
            assertThat(scrambled).isEqualTo(declaration);
            assertThat(scrambled.identity()).isEqualTo(declaration.identity());
        });
    }

    @Test
    void a_spec_reads_back_from_its_canonical_bytes_and_from_any_other_text() {
        Randomly.times(150, random -> {
            Spec spec = new RandomDeclarations(random).spec();

            Spec read = Spec.parse(spec.canonicalBytes());
            Spec scrambled = Spec.parse(utf8(ScrambledJson.text(spec.toJson(), random)));

            assertThat(read).isEqualTo(spec);
            assertThat(scrambled).isEqualTo(spec);
            assertThat(scrambled.digest()).isEqualTo(spec.digest());
        });
    }

    @Test
    void every_change_of_a_leaf_is_refused_or_changes_the_identity() {
        Randomly.times(8, random -> {
            Declaration declaration = new RandomDeclarations(random).declaration();
            Identity before = declaration.identity();

            for (JsonPointer leaf : Leaves.of(declaration.toJson())) {
                byte[] changed = CanonicalJson.bytes(Leaves.change(declaration.toJson(), leaf, Leaves::other));
                assertThat(Identity.of(changed)).as("%s", leaf).isNotEqualTo(before);
                assertThat(isRefused(changed)
                                || !Declaration.parse(changed).identity().equals(before))
                        .as("%s", leaf)
                        .isTrue();
            }
        });
    }

    @Test
    void what_is_accepted_has_one_document() {
        Randomly.times(8, random -> {
            JsonObject document = new RandomDeclarations(random).declaration().toJson();

            for (JsonPointer leaf : Leaves.of(document)) {
                byte[] changed = CanonicalJson.bytes(Leaves.change(document, leaf, Leaves::other));
                if (!isRefused(changed)) {
                    assertThat(Declaration.parse(changed).canonicalBytes())
                            .as("%s", leaf)
                            .isEqualTo(changed);
                }
            }
        });
    }

    @Test
    void null_in_place_of_any_leaf_is_refused_at_its_pointer() {
        Randomly.times(8, random -> {
            JsonObject document = new RandomDeclarations(random).declaration().toJson();

            for (JsonPointer leaf : Leaves.of(document)) {
                byte[] text = utf8(ScrambledJson.text(document, random, Map.of(leaf, "null")));
                DeclarationException refused = refusal(text);
                assertThat(refused.pointer()).isEqualTo(leaf);
                assertThat(refused.reason()).isEqualTo("null");
            }
        });
    }

    @Test
    void an_unknown_member_of_a_closed_object_is_refused_at_its_pointer() {
        Randomly.times(100, random -> {
            JsonObject document = new RandomDeclarations(random).declaration().toJson();
            Map<String, JsonValue> members = new TreeMap<>(document.members());
            members.put("note", new JsonInteger(1));

            DeclarationException refused = refusal(CanonicalJson.bytes(JsonObject.of(members)));

            assertThat(refused).hasMessage("Refused at /note: unknown member.");
        });
    }

    @Test
    void every_missing_member_that_is_required_is_refused_at_its_pointer() {
        Randomly.times(8, random -> {
            JsonObject document = new RandomDeclarations(random).declaration().toJson();

            for (String name : document.members().keySet()) {
                if (name.equals("model") || name.equals("prompt")) {
                    continue;
                }
                Map<String, JsonValue> members = new TreeMap<>(document.members());
                members.remove(name);
                assertThat(refusal(CanonicalJson.bytes(JsonObject.of(members))))
                        .hasMessage("Refused at /" + name + ": missing.");
            }
        });
    }

    private static boolean isRefused(byte[] text) {
        return catchThrowableOfType(DeclarationException.class, () -> Declaration.parse(text)) != null;
    }

    private static DeclarationException refusal(byte[] text) {
        return catchThrowableOfType(DeclarationException.class, () -> Declaration.parse(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
