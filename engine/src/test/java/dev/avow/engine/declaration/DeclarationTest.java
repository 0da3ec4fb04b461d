package dev.avow.engine.declaration;

import static dev.avow.engine.declaration.Declarations.aDeclaration;
import static dev.avow.engine.declaration.Declarations.aSpec;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeclarationTest {

    @Test
    void reads_back_the_declaration_that_it_wrote() {
        Declaration declaration = aDeclaration();

        Declaration read = Declaration.parse(declaration.canonicalBytes());

        assertThat(read).isEqualTo(declaration);
        assertThat(read.identity()).isEqualTo(declaration.identity());
    }

    @Test
    void reads_back_the_spec_that_it_wrote() {
        Spec spec = aSpec();

        Spec read = Spec.parse(spec.canonicalBytes());

        assertThat(read).isEqualTo(spec);
        assertThat(read.digest()).isEqualTo(spec.digest());
    }
}
