package dev.avow.operators.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTextTest {

    @Test
    void finds_names_outside_of_quotes_comments_and_casts() {
        StatementText statement = StatementText.of("""
                SELECT ':a', ":b", x::text, E'\\':c' -- :d
                /* :e ; */ FROM t WHERE x = :first AND y = :second_2 ;
                """);

        assertThat(statement.fault()).isEmpty();
        assertThat(statement.names()).containsExactly("first", "second_2");
        assertThat(statement.text()).doesNotEndWith(";");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; SELECT 2",
                "SELECT 1;;",
                "SELECT E'\\''; DROP TABLE t; --'",
                "SELECT e'a\\\\'; DROP TABLE t",
                "SELECT 'a\\'; DROP TABLE t",
                "SELECT 1 -- a\n; SELECT 2",
                "SELECT 1 AS a --\r; COMMIT",
                "SELECT /* a */ 1; SELECT 2"
            })
    void refuses_a_second_statement(String text) {
        assertThat(StatementText.of(text).fault()).contains("has more than one statement");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'a", "SELECT \"a", "SELECT 1 /* a", "SELECT /*/ 1"})
    void refuses_a_quote_or_comment_without_an_end(String text) {
        assertThat(StatementText.of(text).fault()).contains("has a quote or comment without an end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT $$'$$ AS a; COMMIT; SELECT $$'$$ AS b", "SELECT $a$it's$a$", "DO $$ BEGIN END $$"})
    void refuses_texts_between_dollar_signs(String text) {
        assertThat(StatementText.of(text).fault()).contains("has '$' outside of quotes");
    }

    @Test
    void refuses_a_comment_in_a_comment() {
        assertThat(StatementText.of("SELECT 1 /* /* */ ' */ ; DELETE FROM t; -- '")
                        .fault())
                .contains("has a comment in a comment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";"})
    void refuses_nothing(String text) {
        assertThat(StatementText.of(text).fault()).contains("is empty");
    }
}
