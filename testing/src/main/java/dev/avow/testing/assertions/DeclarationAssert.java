package dev.avow.testing.assertions;

import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/** Assertions on what is declared. */
public final class DeclarationAssert extends AbstractAssert<DeclarationAssert, Declaration> {

    private final String whose;

    DeclarationAssert(Declaration declaration, String whose) {
        super(declaration, DeclarationAssert.class);
        this.whose = whose;
    }

    public DeclarationAssert hasIdentity(Identity identity) {
        return check(
                actual.identity().equals(identity),
                "Expected the identity " + identity + ", but it is " + actual.identity() + ".");
    }

    /** Holds if a parameter is declared as this text; decimals are declared as text: {@code "0.2"}. */
    public DeclarationAssert hasParameter(String name, String value) {
        return hasParameter(name, new JsonString(value));
    }

    public DeclarationAssert hasParameter(String name, long value) {
        return hasParameter(name, new JsonInteger(value));
    }

    public DeclarationAssert hasParameter(String name, JsonValue value) {
        return check(
                actual.parameters().find(name).equals(Optional.of(value)),
                "Expected the parameter '" + name + "' to be " + CanonicalJson.text(value) + ", but the parameters are "
                        + CanonicalJson.text(actual.parameters()) + ".");
    }

    /** Holds if the model of this name is declared, whatever its provider. */
    public DeclarationAssert hasModel(String name) {
        return check(
                actual.model().filter(model -> model.name().equals(name)).isPresent(),
                "Expected the model '" + name + "', but " + model() + ".");
    }

    public DeclarationAssert hasModel(Model model) {
        return check(actual.model().equals(Optional.of(model)), "Expected " + model + ", but " + model() + ".");
    }

    /** Holds if an input of this name is declared, and its bytes have this digest. */
    public DeclarationAssert hasInput(String name, Digest digest) {
        return check(
                Optional.ofNullable(actual.context().inputs().get(name))
                        .map(DeclaredInput::digest)
                        .equals(Optional.of(digest)),
                "Expected the input '" + name + "' with the digest " + digest + ", but the inputs are "
                        + actual.context().inputs() + ".");
    }

    /**
     * Holds if a golden file has exactly the canonical bytes of this declaration; a failure shows by JSON pointer where
     * they differ, or that only the form does. With the system
     * property {@code avow.accept} set to {@code true} the file is written instead.
     *
     * @param file whose SHA-256 digest is the identity
     */
    public DeclarationAssert matchesGolden(Path file) {
        Optional<String> fault = new GoldenFile(file).fault(actual);
        return check(fault.isEmpty(), fault.orElse(""));
    }

    private String model() {
        return actual.model().map(model -> "it is " + model).orElse("no model is declared");
    }

    private DeclarationAssert check(boolean holds, String message) {
        isNotNull();
        if (!holds) {
            failWithMessage("%s", message + whose);
        }
        return this;
    }
}
