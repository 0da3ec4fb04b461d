package dev.avow.engine.run;

import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import java.nio.charset.StandardCharsets;

/**
 * What a durable request to declare a task says.
 *
 * @param redeclare whether the task's next declaration number is wanted, instead of number 1
 */
record DeclareRequest(Occasion occasion, String submitter, boolean redeclare) {

    String toText() {
        return CanonicalJson.text(JsonObject.builder()
                .put("occasion", occasion.toJson())
                .put("submitter", submitter)
                .put("redeclare", redeclare)
                .build());
    }

    static DeclareRequest parse(String text) {
        Fields fields = new Fields(CanonicalJson.parseObject(text.getBytes(StandardCharsets.UTF_8)));
        return new DeclareRequest(
                Occasion.of(fields.object("occasion")), fields.text("submitter"), fields.flag("redeclare"));
    }
}
