package dev.avow.operators.sql;

import static dev.avow.engine.dsl.Dsl.job;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.dsl.Param;
import dev.avow.operators.sensor.SqlSensorOperator;
import dev.avow.testing.ManualAvow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainStatementTest {

    @ParameterizedTest
    @ValueSource(strings = {SqlOperator.NAME, SqlSensorOperator.NAME})
    void data_becomes_no_part_of_a_statement_by_a_general_call_either(String operator) {
        Job job = job("people")
                .param("who", Param.text())
                .task(
                        "find",
                        OperatorCall.operator(operator)
                                .connection("people")
                                .parameter("statement", "SELECT id FROM people WHERE name = '{{params.who}}'"))
                .build();

        try (ManualAvow avow = ManualAvow.inMemory()
                .operators(new SqlOperator(), new SqlSensorOperator())
                .start()) {
            assertThatThrownBy(() -> avow.register(job))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("Job 'people' has a template in parameter 'statement' of task 'find': '{{'. Operator '"
                            + operator
                            + "' takes none there, as data would become code. Give the data by a parameter that it is"
                            + " bound from.");
        }
    }
}
