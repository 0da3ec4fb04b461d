package dev.avow.operators.sql;

import static dev.avow.engine.dsl.Dsl.job;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.operator.Connection;
import dev.avow.operators.sensor.SqlSensorOperator;
import dev.avow.testing.ManualAvow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainStatementTest {

    @ParameterizedTest
    @ValueSource(strings = {"sql", "sql-sensor"})
    void no_data_becomes_part_of_a_statement(String operator) {
        Job job = job("orders")
                .task(
                        "find",
                        OperatorCall.operator(operator)
                                .connection("shop")
                                .parameter("statement", "SELECT id FROM orders WHERE name = '{{occasion.key}}'"))
                .build();

        try (ManualAvow avow = ManualAvow.inMemory()
                .operators(new SqlOperator(), new SqlSensorOperator())
                .connection(Connection.named("shop").setting("url", "jdbc:h2:mem:plain"))
                .start()) {
            assertThatThrownBy(() -> avow.register(job))
                    .isInstanceOf(EngineException.class)
                    .hasMessage(
                            "Job 'orders' has a template in parameter 'statement' of task 'find', in which operator '"
                                    + operator
                                    + "' takes none. Write the text out, and give what varies by another parameter.");
        }
    }
}
