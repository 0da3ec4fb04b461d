package dev.avow.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.identity.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The recipes of docs/evidence.md accept an export, and none that was changed. */
class RecipesTest {

    @TempDir
    static Path directory;

    private static Desk desk;
    private static Identity run;
    private static Identity letter;
    private static SigningKey key;
    private static Tree good;

    /** The same runs, by somebody else. */
    private static Tree forged;

    @BeforeAll
    static void export() {
        desk = Desk.h2(directory);
        run = desk.tickets("k");
        letter = desk.letter("k");
        key = Desk.key(directory.resolve("key"));
        good = export(EvidenceExport.signed(desk.store, key), "good");
        forged = export(EvidenceExport.signed(desk.store, Desk.key(directory.resolve("other"))), "forged");
    }

    private static Tree export(EvidenceExport export, String name) {
        return new Tree(
                export.runs(List.of(run, letter), directory.resolve(name)).directory());
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @ParameterizedTest
    @EnumSource(Recipe.class)
    void each_recipe_accepts_an_export(Recipe recipe, @TempDir Path folder) throws Exception {
        recipe.skipWithoutTools();
        Tree copy = good.copyTo(folder.resolve("copy"));

        for (Identity each : List.of(run, letter)) {
            Recipe.Result result =
                    recipe.verify(copy, key.keyId(), each.digest().hex());
            assertThat(result.code()).as(result.said()).isZero();
            assertThat(result.said())
                    .contains(
                            recipe == Recipe.SHA256SUM
                                    ? "the files fit their lists"
                                    : "verified " + each.digest().hex());
        }
        assertThat(copy.files().keySet())
                .as("left behind")
                .isEqualTo(good.files().keySet());
    }

    @ParameterizedTest
    @EnumSource(value = Recipe.class, mode = EnumSource.Mode.EXCLUDE, names = "SHA256SUM")
    void each_recipe_accepts_the_list_of_a_whole_export(Recipe recipe, @TempDir Path folder) throws Exception {
        recipe.skipWithoutTools();

        Recipe.Result result = recipe.verify(good.copyTo(folder.resolve("copy")), key.keyId(), ".");

        assertThat(result.code()).as(result.said()).isZero();
        assertThat(result.said()).contains("verified .");
    }

    @ParameterizedTest
    @EnumSource(
            value = Recipe.class,
            names = {"SHA256SUM", "OPENSSL"})
    void the_page_of_a_run_has_a_recipe_that_verifies_it(Recipe recipe, @TempDir Path folder) throws Exception {
        recipe.skipWithoutTools();
        Tree copy = good.copyTo(folder.resolve("copy"));
        String hex = run.digest().hex();
        String block = recipe.block(copy.text(hex + "/README.md"));

        Recipe.Result accepted = recipe.verify(block, copy, key.keyId(), hex);
        Change.OUTPUT.make(copy, hex, forged);
        Recipe.Result refused = recipe.verify(block, copy, key.keyId(), hex);

        assertThat(accepted.code()).as(accepted.said()).isZero();
        assertThat(refused.code()).isNotZero();
        assertThat(recipe.block(Files.readString(Path.of("..", "docs", "evidence.md"))))
                .isEqualTo(block);
    }

    static Stream<Arguments> changesOfAll() {
        return Stream.of(Recipe.values())
                .flatMap(recipe -> Stream.of(ChangeOfAll.values()).map(change -> Arguments.of(recipe, change)));
    }

    @ParameterizedTest
    @MethodSource("changesOfAll")
    void a_run_that_was_taken_out_or_put_in_is_noticed(Recipe recipe, ChangeOfAll change, @TempDir Path folder)
            throws Exception {
        recipe.skipWithoutTools();
        Tree copy = good.copyTo(folder.resolve("copy"));

        change.make(copy, letter.digest().hex(), forged);
        if (recipe != Recipe.SHA256SUM) {
            assertThat(recipe.verify(copy, key.keyId(), ".").code()).isNotZero();
            copy.sum();
            assertThat(recipe.verify(copy, key.keyId(), ".").code()).isNotZero();
        } else if (change.isSeenByLists()) {
            assertThat(recipe.verify(copy, key.keyId(), run.digest().hex()).code())
                    .isNotZero();
        }
    }

    /** A list of files shows neither what is not in it nor who made it, as the page says. */
    static Stream<Arguments> changes() {
        return Stream.of(Recipe.values())
                .flatMap(recipe -> Stream.of(Change.values())
                        .filter(change -> recipe != Recipe.SHA256SUM || !change.needsSignature())
                        .map(change -> Arguments.of(recipe, change)));
    }

    static Stream<Arguments> changesWithLists() {
        return changes().filter(arguments -> arguments.get()[0] != Recipe.SHA256SUM);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void each_recipe_refuses_a_file_that_was_changed_alone(Recipe recipe, Change change, @TempDir Path folder)
            throws Exception {
        recipe.skipWithoutTools();
        Tree copy = good.copyTo(folder.resolve("copy"));

        change.make(copy, run.digest().hex(), forged);

        assertThat(recipe.verify(copy, key.keyId(), run.digest().hex()).code()).isNotZero();
    }

    @ParameterizedTest
    @MethodSource("changesWithLists")
    void who_changes_the_lists_too_is_refused_where_a_signature_is_verified(
            Recipe recipe, Change change, @TempDir Path folder) throws Exception {
        recipe.skipWithoutTools();
        Tree copy = good.copyTo(folder.resolve("copy"));

        change.make(copy, run.digest().hex(), forged);
        copy.sum(run.digest().hex());

        assertThat(recipe.verify(copy, key.keyId(), run.digest().hex()).code()).isNotZero();
    }

    @ParameterizedTest
    @EnumSource(value = Recipe.class, mode = EnumSource.Mode.EXCLUDE, names = "SHA256SUM")
    void an_export_that_another_key_has_signed_is_refused_by_who_knows_the_key(Recipe recipe) throws Exception {
        recipe.skipWithoutTools();
        String hex = run.digest().hex();

        String other = SigningKey.read(directory.resolve("other")).keyId();

        assertThat(recipe.verify(forged, key.keyId(), hex).code()).isNotZero();
        assertThat(recipe.verify(forged, other, hex).code()).isZero();
    }

    @ParameterizedTest
    @EnumSource(value = Recipe.class, mode = EnumSource.Mode.EXCLUDE, names = "SHA256SUM")
    void what_is_not_signed_or_is_of_another_run_is_refused(Recipe recipe, @TempDir Path folder) throws Exception {
        recipe.skipWithoutTools();
        Path target = folder.resolve("unsigned");
        EvidenceExport.unsigned(desk.store).runs(List.of(run), target);
        Files.writeString(target.resolve("public-key.pem"), key.publicKey());
        Tree swapped = good.copyTo(folder.resolve("swapped"));
        Tree other = new Tree(swapped.root().resolve(letter.digest().hex()));
        Files.move(swapped.root().resolve(run.digest().hex()), folder.resolve("away"));
        other.copyTo(swapped.root().resolve(run.digest().hex()));

        assertThat(recipe.verify(new Tree(target), key.keyId(), run.digest().hex())
                        .code())
                .isNotZero();
        assertThat(recipe.verify(swapped, key.keyId(), run.digest().hex()).code())
                .isNotZero();
    }
}
