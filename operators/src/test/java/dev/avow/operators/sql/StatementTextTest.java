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
                "SELECT 1 --\r; SELECT 2",
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
    @ValueSource(
            strings = {
                "SELECT $$'$$ AS a; COMMIT; SELECT $$'$$ AS b",
                "SELECT $a1_ö$'$a1_ö$; COMMIT; SELECT '",
                "DO $$ BEGIN PERFORM 1; END $$"
            })
    void refuses_a_text_between_dollar_signs(String text) {
        assertThat(StatementText.of(text).fault()).contains("has a text between dollar signs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1 /* /* */ ' */; COMMIT --'", "SELECT 1 /* a/*/ ' */ */; COMMIT --'"})
    void refuses_a_comment_within_a_comment(String text) {
        assertThat(StatementText.of(text).fault()).contains("has a comment within a comment");
    }

    @Test
    void refuses_a_comment_of_h2() {
        assertThat(StatementText.of("SELECT 1 // '\n; DELETE FROM t; COMMIT --'")
                        .fault())
                .contains("has '//', which H2 takes for a comment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT a$b FROM t", "SELECT '$$' AS a", "SELECT 1 /* $$ */", "SELECT 1 /**/ /*/ a */"})
    void takes_dollar_signs_and_comments_that_hide_nothing(String text) {
        assertThat(StatementText.of(text).fault()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";"})
    void refuses_nothing(String text) {
        assertThat(StatementText.of(text).fault()).contains("is empty");
    }
}
