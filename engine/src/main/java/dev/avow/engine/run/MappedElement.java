package dev.avow.engine.run;

import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.dsl.Variables;
import dev.avow.engine.identity.JsonObject;

/**
 * One element of a mapped task's list.
 *
 * @param value what templates can name of it besides its key
 */
record MappedElement(int index, String key, JsonObject value) {

    Mapped declared() {
        return new Mapped(index, key);
    }

    Variables variables() {
        return Variables.builder()
                .put("index", Integer.toString(index))
                .put("key", key)
                .put("value", Variables.of(value))
                .build();
    }
}
