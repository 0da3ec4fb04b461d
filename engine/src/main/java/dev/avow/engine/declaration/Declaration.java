package dev.avow.engine.declaration;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.SpecDigest;
import java.util.Optional;

/** What one task shall do on one occasion: the document whose digest is the run's identity. */
public record Declaration(
        String job,
        String task,
        Occasion occasion,
        SpecDigest spec,
        OperatorRef operator,
        Optional<Model> model,
        Optional<Prompt> prompt,
        JsonObject parameters,
        Context context,
        Constraints constraints,
        Responsible responsible) {}
