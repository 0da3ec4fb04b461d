package dev.avow.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Ending;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every operator keeps to. Extend it by a test class for your operator, and give it the operator and a run that
 * succeeds; the tests are inherited, and yours stand beside them:
 *
 * <ul>
 *   <li>name and version can be declared, and a good declaration has all that the operator needs;
 *   <li>{@link Operator#parameters} writes every default out, so that a later default changes no declaration, and refuses a
 *       parameter that it does not know, for good and by name: {@code Parameter 'NAME' of operator 'OPERATOR' is not known.
 *       Use only ...}, which {@code ParameterReader} of {@code avow-operators} says for you;
 *   <li>the same declaration gives the same outputs, byte for byte, also when runs execute at once on several threads.
 * </ul>
 *
 * <p>An operator whose service answers otherwise each time is tested with a fake of the service. What it does with bad input
 * and with faults is not tested here: those tests are yours.
 */
public abstract class OperatorContract {

    /** Returns the operator, the same one at each call. */
    protected abstract Operator operator();

    /** Returns a run of the operator that succeeds, a new one with the same declaration at each call. */
    protected abstract TestRun aGoodRun();

    @Test
    void is_declared_by_a_valid_name_and_a_version() {
        assertThat(operator().ref().name()).matches("[a-z0-9][a-z0-9._-]{0,99}");
        assertThat(operator().ref().version()).isNotBlank();
    }

    @Test
    void finds_what_it_needs_in_a_good_declaration() {
        assertThat(operator().needs())
                .isNotEmpty()
                .allMatch(part -> part.isIn(aGoodRun().declaration()));
        assertThat(aGoodRun().objection()).isEmpty();
    }

    @Test
    void writes_all_defaults_out_so_that_reading_them_again_changes_nothing() {
        JsonObject declared = aGoodRun().declaration().parameters();

        JsonObject again = operator().parameters(declared);

        assertThat(CanonicalJson.text(again)).isEqualTo(CanonicalJson.text(declared));
    }

    @Test
    void refuses_a_parameter_that_it_does_not_know_by_name() {
        TreeMap<String, JsonValue> parameters =
                new TreeMap<>(aGoodRun().declaration().parameters().members());
        parameters.put("no_such_parameter", new JsonBoolean(true));

        assertThatThrownBy(() -> operator().parameters(new JsonObject(parameters)))
                .isInstanceOfSatisfying(
                        OperatorException.class,
                        e -> assertThat(e.isRetriable()).isFalse())
                .hasMessageStartingWith("Parameter 'no_such_parameter' of operator '"
                        + operator().ref().name() + "' is not known. Use only ");
    }

    @Test
    void gives_the_same_outputs_for_the_same_declaration() throws Exception {
        OperatorResult first = aGoodRun().execute();

        OperatorResult second = aGoodRun().execute();

        assertThat(first.ending()).as(first.message()).isEqualTo(Ending.SUCCEEDED);
        assertSameOutputs(first, second);
    }

    @Test
    void executes_runs_at_once_on_different_threads() throws Exception {
        OperatorResult alone = aGoodRun().execute();
        ExecutorService threads = Executors.newFixedThreadPool(2);

        List<Callable<OperatorResult>> runs = List.of(aGoodRun()::execute, aGoodRun()::execute, aGoodRun()::execute);
        List<Future<OperatorResult>> together = threads.invokeAll(runs);
        threads.shutdown();

        for (Future<OperatorResult> one : together) {
            assertSameOutputs(alone, one.get());
        }
    }

    private static void assertSameOutputs(OperatorResult expected, OperatorResult actual) {
        assertThat(expected.outputs()).isNotEmpty().hasSameSizeAs(actual.outputs());
        expected.outputs()
                .forEach(output ->
                        assertThat(TestRun.output(actual, output.name())).isEqualTo(TestRun.content(output)));
    }
}
