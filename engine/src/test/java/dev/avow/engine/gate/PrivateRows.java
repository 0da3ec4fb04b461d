package dev.avow.engine.gate;

import static dev.avow.engine.gate.GateCase.DECLARED;
import static dev.avow.engine.gate.GateCase.RUN;

import dev.avow.db.Bytes;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Declarations;
import dev.avow.engine.declaration.PrivatePlaces;
import dev.avow.engine.declaration.PrivateValue;
import dev.avow.engine.declaration.Prompt;
import dev.avow.engine.identity.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Rows in which the texts beside a declaration are not what it declares, or were erased. */
final class PrivateRows {

    static final byte[] KEY = new byte[Hmac.KEY_BYTES];
    static final String PLACE = PrivatePlaces.message(0);
    static final Declaration HIDDEN = hidden();

    private static final String ERASED =
            ", its private values and outputs were erased. Declare the run again, if it has to run.";

    private PrivateRows() {}

    static List<GateRow> all() {
        Bytes key = Bytes.of(KEY);
        return List.of(
                changed(
                        "texts missing",
                        "the texts and their key are missing",
                        it -> it.evidence.privateValues = Optional::empty),
                new GateRow("texts erased", Reason.ERASED, RUN + ERASED, it -> {
                    hide(it);
                    it.evidence.privateValues = Optional::empty;
                    it.evidence.erased = () -> true;
                }),
                changed("text changed", "the text at " + PLACE + " differs", it -> keep(it, key, PLACE, "Mr 4712")),
                changed(
                        "text of another place",
                        "the key or the places of the texts differ",
                        it -> keep(it, key, PrivatePlaces.message(1), "Mr 4711")),
                changed(
                        "text that is no UTF-8",
                        "the text at " + PLACE + " differs",
                        it -> it.evidence.privateValues = () ->
                                Optional.of(new PrivateRow(key, Map.of(PLACE, Bytes.of(new byte[] {(byte) 0xff}))))),
                changed(
                        "no text",
                        "the key or the places of the texts differ",
                        it -> it.evidence.privateValues = () -> Optional.of(new PrivateRow(key, Map.of()))),
                changed("key changed", "the text at " + PLACE + " differs", it -> {
                    byte[] other = KEY.clone();
                    other[31] = 1;
                    keep(it, Bytes.of(other), PLACE, "Mr 4711");
                }),
                changed(
                        "key cut off",
                        "the key or the places of the texts differ",
                        it -> keep(it, Bytes.of(new byte[31]), PLACE, "Mr 4711")),
                new GateRow("a final run that was erased", Reason.ERASED, RUN + ERASED, it -> {
                    it.evidence.run = () -> Optional.of(it.evidence.run("SUCCEEDED", Optional.empty(), 1));
                    it.evidence.erased = () -> true;
                }),
                new GateRow(
                        "upstream output erased",
                        Reason.ERASED,
                        RUN
                                + ", output 'text\\u202E' of task 'fetch' was erased. Declare that task again, if this one has"
                                + " to run.",
                        it -> it.evidence.erasedOutputs = () -> Set.of("text\u202E")));
    }

    /** Lets a case be about a declaration with a private message, whose text is kept. */
    static void hide(GateCase it) {
        it.identity = HIDDEN.identity();
        it.evidence.declaration = () -> Optional.of(FakeEvidence.row(HIDDEN));
        it.evidence.run = () -> Optional.of(it.evidence.run(
                HIDDEN.identity().toString(),
                FakeEvidence.key(HIDDEN),
                HIDDEN.spec().toString()));
        keep(it, Bytes.of(KEY), PLACE, "Mr 4711");
    }

    private static GateRow changed(String name, String fault, Consumer<GateCase> change) {
        return new GateRow(
                name,
                Reason.PRIVATE_CHANGED,
                RUN + ", of its private values " + fault + ". Restore them from a backup, or declare the run again.",
                it -> {
                    hide(it);
                    change.accept(it);
                });
    }

    private static void keep(GateCase it, Bytes key, String place, String text) {
        Bytes utf8 = Bytes.of(text.getBytes(StandardCharsets.UTF_8));
        it.evidence.privateValues = () -> Optional.of(new PrivateRow(key, Map.of(place, utf8)));
    }

    private static Declaration hidden() {
        Prompt prompt = new Prompt(
                List.of(new Prompt.Message("user", new PrivateValue(Hmac.of(KEY, "Mr 4711")))),
                Declarations.aDigest("template"));
        return new Declaration(
                DECLARED.job(),
                DECLARED.task(),
                DECLARED.occasion(),
                DECLARED.spec(),
                DECLARED.operator(),
                DECLARED.model(),
                Optional.of(prompt),
                DECLARED.parameters(),
                DECLARED.context(),
                DECLARED.constraints(),
                DECLARED.responsible());
    }
}
