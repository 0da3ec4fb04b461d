package dev.avow.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchedOperatorsTest {

    @Test
    void hands_on_which_parameters_take_no_template() {
        OperatorSource watched = new WatchedOperators(OperatorSource.of(List.of(new Database())), Operator::execute);

        Optional<Set<String>> plain = watched.use("database", Operator::plainParameters);

        assertThat(plain).contains(Set.of("statement"));
    }

    @Test
    void hands_on_whose_models_can_be_called() {
        OperatorSource watched = new WatchedOperators(OperatorSource.of(List.of(new Database())), Operator::execute);

        Optional<Optional<Set<String>>> providers = watched.use("database", Operator::providers);

        assertThat(providers).contains(Optional.of(Set.of("local")));
    }

    private static final class Database implements Operator {

        @Override
        public OperatorRef ref() {
            return new OperatorRef("database", "1");
        }

        @Override
        public Set<Component> needs() {
            return Set.of();
        }

        @Override
        public Set<String> plainParameters() {
            return Set.of("statement");
        }

        @Override
        public Optional<Set<String>> providers() {
            return Optional.of(Set.of("local"));
        }

        @Override
        public OperatorResult execute(DeclaredRun run) {
            return OperatorResult.success();
        }
    }
}
