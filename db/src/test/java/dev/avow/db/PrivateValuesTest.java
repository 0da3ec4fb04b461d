package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.ContentStore.Kept;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Events.EventRow;
import dev.avow.db.PrivateValues.PrivateRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Private values are kept until they are erased, and contents until nothing needs them. */
class PrivateValuesTest extends StoreContract {

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isUsed(String digest) {
        return store().read(session -> session.erasures().isUsed(digest, "content:" + digest));
    }

    private Optional<PrivateRow> found(String identity) {
        return store().read(session -> session.privateValues().find(identity));
    }

    private void erased(Session session, String identity) {
        Bytes body = bytes("{}");
        session.events()
                .append(new EventRow(
                        "ERASED", job, Optional.of(identity), OptionalInt.empty(), NOON, body, digest("{}")));
    }

    @Test
    void keeps_a_key_and_texts_unchanged_until_they_are_deleted() {
        String identity = declared(1).identity();
        PrivateRow row = new PrivateRow(
                Bytes.of(new byte[32]), Map.of("/prompt/messages/0/content", bytes("a\u0000\u00e4"), "/x", bytes("")));

        store().writeOnly(session -> session.privateValues().insert(identity, row));

        assertThat(found(identity)).contains(row);
        assertThat(List.of("update private_value set place = 'x'", "update private_key set secret = secret"))
                .allSatisfy(update ->
                        assertThat(FactTables.stateOf(store(), update)).isIn(AppendOnly.SQLSTATE, "90096"));
        store().writeOnly(session -> session.privateValues().delete(identity));
        assertThat(found(identity)).isEmpty();
    }

    @Test
    void tells_which_contents_are_used_by_what_is_not_erased() {
        String one = declared(1).identity();
        String two = declared(2).identity();
        String content = digest(job);
        String input = digest(job + " input");
        OutputRow open = new OutputRow(one, 1, "out", content, "text/plain", 12);

        store().writeOnly(session -> {
            session.attempts().insertOutputs(List.of(open.marked()));
            session.declarations().insertLocators(two, List.of(new LocatorRow("in", "content:" + input)));
        });
        assertThat(isUsed(content)).isTrue();
        assertThat(isUsed(input)).isTrue();
        assertThat(isUsed(digest(job + " other"))).isFalse();
        store().writeOnly(session -> erased(session, one));
        assertThat(isUsed(content)).isFalse();
        store().writeOnly(session ->
                session.attempts().insertOutputs(List.of(new OutputRow(two, 1, "out", content, "text/plain", 12))));
        assertThat(isUsed(content)).isTrue();

        assertThat(store().<Boolean>read(session -> session.erasures().isErased(one)))
                .isTrue();
        assertThat(store().<Boolean>read(session -> session.erasures().isErased(two)))
                .isFalse();
        assertThat(store().<List<OutputRow>>read(session -> session.erasures().privateOutputs(one)))
                .containsExactly(open.marked());
        assertThat(store().<List<OutputRow>>read(session -> session.erasures().privateOutputs(two)))
                .isEmpty();
    }

    @Test
    void deletes_contents_from_the_database_and_from_the_directory() {
        String identity = declared(1).identity();
        Kept small = store().contents().put(new byte[] {1, 2, 3});
        Kept large = store().contents().put(new byte[ContentStore.MAX_IN_DATABASE + 7]);
        store().writeOnly(session -> session.attempts()
                .insertOutputs(List.of(
                        new OutputRow(identity, 1, "small", small.digest(), "text/plain", small.size()),
                        new OutputRow(identity, 1, "large", large.digest(), "text/plain", large.size()))));
        assertThat(store().<List<String>>read(session -> session.erasures().lost(identity, 1)))
                .isEmpty();
        assertThat(store().contents().isInDirectory(large.digest())).isTrue();

        store().writeOnly(session -> {
            session.erasures().deleteContent(small.digest());
            session.erasures().addRemoval(large.digest());
            session.erasures().addRemoval(large.digest());
        });
        assertThat(store().<List<String>>read(session -> session.erasures().removals(10)))
                .containsExactly(large.digest());
        store().contents().deleteFromDirectory(large.digest());
        store().contents().deleteFromDirectory(large.digest());
        store().writeOnly(session -> session.erasures().endRemoval(large.digest()));

        assertThat(store().<List<String>>read(session -> session.erasures().removals(10)))
                .isEmpty();
        assertThat(store().<List<String>>read(session -> session.erasures().lost(identity, 1)))
                .containsExactly("small");
        assertThat(store().<Boolean>read(session -> session.erasures().isInDatabase(small.digest())))
                .isFalse();
        assertThat(store().contents().isInDirectory(large.digest())).isFalse();
        assertThat(store().contents().open(large.digest())).isEmpty();
        assertThat(store().contents().open(small.digest())).isEmpty();
    }
}
