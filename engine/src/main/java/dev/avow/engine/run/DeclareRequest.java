package dev.avow.engine.run;

import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * What a durable request to declare a task says.
 *
 * @param redeclare whether the task's next declaration number is wanted, instead of number 1
 * @param number the number for all runs of a mapped task, once it is fixed; 1 where it is not
 */
record DeclareRequest(Occasion occasion, String submitter, boolean redeclare, OptionalInt number) {

    private static final String NUMBER = "number";

    DeclareRequest(Occasion occasion, String submitter, boolean redeclare) {
        this(occasion, submitter, redeclare, OptionalInt.empty());
    }

    DeclareRequest numbered(int fixed) {
        return new DeclareRequest(occasion, submitter, redeclare, OptionalInt.of(fixed));
    }

    /** Returns the same request for another task. */
    DeclareRequest unnumbered() {
        return new DeclareRequest(occasion, submitter, redeclare);
    }

    /** Tells whether an earlier number of the occasion and task may have been declared. */
    boolean isAnew() {
        return redeclare || number.orElse(1) > 1;
    }

    String toText() {
        JsonObject.Builder json = JsonObject.builder()
                .put("occasion", occasion.toJson())
                .put("submitter", submitter)
                .put("redeclare", redeclare);
        number.ifPresent(fixed -> json.put(NUMBER, fixed));
        return CanonicalJson.text(json.build());
    }

    static DeclareRequest parse(String text) {
        JsonObject json = CanonicalJson.parseObject(text.getBytes(StandardCharsets.UTF_8));
        Fields fields = new Fields(json);
        return new DeclareRequest(
                Occasion.of(fields.object("occasion")),
                fields.text("submitter"),
                fields.flag("redeclare"),
                json.find(NUMBER).isPresent() ? OptionalInt.of(fields.number(NUMBER)) : OptionalInt.empty());
    }
}
