package dev.avow.engine.cdi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Set;

// begin
@ApplicationScoped
@Named("report")
class Report implements Operator {

    @Override
    public OperatorRef ref() {
        return new OperatorRef("report", "1");
    }

    @Override
    public Set<Component> needs() {
        return Set.of();
    }

    @Override
    public OperatorResult execute(DeclaredRun run) {
        String text = "Report of " + run.declaration().job();
        return OperatorResult.success().output("text", "text/plain", text.getBytes(UTF_8));
    }
}
// end
