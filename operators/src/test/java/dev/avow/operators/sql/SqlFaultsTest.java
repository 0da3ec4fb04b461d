package dev.avow.operators.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.operator.OperatorException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFaultsTest {

    @ParameterizedTest
    @CsvSource({
        "08006,true", "40001,true", "40P01,true", "53300,true", "57P01,true", "57P03,true", "57014,true", "55P03,true",
        "HYT00,true", "22001,false", "23505,false", "28P01,false", "42601,false", "57000,false", "0800,false", ",false"
    })
    void may_be_retried_by_its_class(String state, boolean retriable) {
        assertThat(SqlFaults.of(new SQLException("value 'x'", state), List.of()).isRetriable())
                .isEqualTo(retriable);
    }

    @Test
    void may_be_retried_if_the_driver_says_so() {
        OperatorException failure = SqlFaults.of(new SQLTransientConnectionException("value 'x'"), List.of());

        assertThat(failure)
                .hasMessage("The database failed with SQLState none, code 0. Try again, or see that it can be reached.")
                .hasNoCause();
        assertThat(failure.isRetriable()).isTrue();
    }
}
