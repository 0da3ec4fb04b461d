package dev.avow.examples.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import java.util.Set;

/** An operator that is a bean. */
final class Farewell implements Operator {

    @Override
    public OperatorRef ref() {
        return new OperatorRef("farewell", "1");
    }

    @Override
    public Set<Component> needs() {
        return Set.of();
    }

    @Override
    public OperatorResult execute(DeclaredRun run) {
        String text = "Good night from " + run.declaration().job();
        return OperatorResult.success().output("text", "text/plain", text.getBytes(UTF_8));
    }
}
