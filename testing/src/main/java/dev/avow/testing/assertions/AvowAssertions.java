package dev.avow.testing.assertions;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.run.Preview;
import org.assertj.core.api.Assertions;

/** Where assertions start, for static import; those of AssertJ are here too. */
public final class AvowAssertions extends Assertions {

    private AvowAssertions() {}

    /** Starts assertions on a run, as it was when it was looked up. */
    public static RunAssert assertThat(RunDetail run) {
        return new RunAssert(run);
    }

    /** Starts assertions on a declaration. */
    public static DeclarationAssert assertThat(Declaration declaration) {
        return new DeclarationAssert(declaration, "");
    }

    /** Starts assertions on what would be declared. */
    public static DeclarationAssert assertThat(Preview preview) {
        return new DeclarationAssert(preview.declaration(), "");
    }
}
