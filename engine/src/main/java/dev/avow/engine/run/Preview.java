package dev.avow.engine.run;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.Identity;

/**
 * What would be declared of a task.
 *
 * @param declaration its canonical bytes are what would be stored
 * @param declared whether exactly this is declared already
 */
public record Preview(Identity identity, Declaration declaration, boolean declared) {

    /**
     * Tells whether the identity will be another one: the declaration has private values, whose key is made at random when
     * it is declared.
     */
    public boolean isProvisional() {
        return !declared && !declaration.privateValues().isEmpty();
    }
}
