package dev.avow.engine.run;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The application's operators, of whose words no secret is heard. */
final class GuardedOperators implements OperatorSource {

    private final OperatorSource source;
    private final SecretGuard guard;

    GuardedOperators(OperatorSource source, SecretGuard guard) {
        this.source = source;
        this.guard = guard;
    }

    @Override
    public <T> Optional<T> use(String name, Function<Operator, T> work) {
        try {
            return source.use(name, operator -> work.apply(new Guarded(operator, guard)));
        } catch (Throwable e) { // why: whatever it is, it may tell a secret
            guard.refuse(e);
            throw e;
        }
    }

    private record Guarded(Operator operator, SecretGuard guard) implements Operator {

        @Override
        public OperatorRef ref() {
            return heard(operator::ref);
        }

        @Override
        public Set<Component> needs() {
            return heard(operator::needs);
        }

        @Override
        public Set<String> plainParameters() {
            return heard(operator::plainParameters);
        }

        @Override
        public Optional<Set<String>> providers() {
            return heard(operator::providers);
        }

        @Override
        public JsonObject parameters(JsonObject defined) {
            return heard(() -> operator.parameters(defined));
        }

        @Override
        public Optional<String> objection(Declaration declaration) {
            return heard(() -> operator.objection(declaration)).map(guard::redact);
        }

        @Override
        public OperatorResult execute(DeclaredRun run) throws Exception {
            try {
                OperatorResult result = operator.execute(run);
                return result == null
                        ? result
                        : new OperatorResult(
                                result.ending(),
                                guard.redact(result.message()),
                                result.outputs(),
                                result.notes(),
                                result.deferral());
            } catch (Throwable e) { // why: as above
                guard.refuse(e);
                throw e;
            }
        }

        private <T> T heard(Supplier<T> question) {
            try {
                return question.get();
            } catch (Throwable e) { // why: as above
                guard.refuse(e);
                throw e;
            }
        }
    }
}
