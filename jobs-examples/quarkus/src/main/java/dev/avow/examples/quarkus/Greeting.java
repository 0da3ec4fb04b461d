package dev.avow.examples.quarkus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Set;

/** An operator that is a bean, and uses another one that each attempt has anew. */
@ApplicationScoped
@Named("greeting")
public class Greeting implements Operator {

    @Inject
    Draft draft;

    @Override
    public OperatorRef ref() {
        return new OperatorRef("greeting", "1");
    }

    @Override
    public Set<Component> needs() {
        return Set.of();
    }

    @Override
    public OperatorResult execute(DeclaredRun run) {
        draft.add("Good morning from " + run.declaration().job());
        return OperatorResult.success().output("text", "text/plain", draft.text().getBytes(UTF_8));
    }
}
