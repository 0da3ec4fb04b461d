package dev.avow.operators.quartz;

import static dev.avow.operators.Source.input;
import static dev.avow.operators.Source.upstream;
import static dev.avow.operators.quartz.QuartzJobs.connectionData;
import static dev.avow.operators.quartz.QuartzJobs.failingForGood;
import static dev.avow.operators.quartz.QuartzJobs.quartzJob;
import static dev.avow.operators.quartz.QuartzJobs.withContents;
import static dev.avow.testing.TestRun.aRun;
import static dev.avow.testing.TestRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.testing.OperatorContract;
import dev.avow.testing.TestRun;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class QuartzJobOperatorTest extends OperatorContract {

    private static final QuartzJobOperator OPERATOR = QuartzJobOperator.adopting(
            AdoptedJob.of("asking", "1", SampleJobs.Asking.class),
            AdoptedJob.of("digest", "2.1", SampleJobs.Digest.class),
            AdoptedJob.of("failing", "1", SampleJobs.Failing.class),
            AdoptedJob.of("interrupting", "1", SampleJobs.Interrupting.class),
            AdoptedJob.of("odd", "1", SampleJobs.Odd.class),
            AdoptedJob.of("patient", "1", SampleJobs.Patient.class),
            AdoptedJob.of("reading", "1", SampleJobs.Reading.class),
            AdoptedJob.of("refiring", "1", SampleJobs.Refiring.class),
            AdoptedJob.of("scheduling", "1", SampleJobs.Scheduling.class),
            AdoptedJob.of("telling", "1", SampleJobs.Telling.class),
            AdoptedJob.of("unmakeable", "1", SampleJobs.Unmakeable.class),
            AdoptedJob.withoutState("counting", "1", SampleJobs.Counting.class));

    private static final Map<String, Object> DATA =
            Map.of("to", "ops", "limit", 20, "most", 7, "brief", true, "share", new BigDecimal("0.50"));

    @Override
    protected Operator operator() {
        return OPERATOR;
    }

    @Override
    protected TestRun aGoodRun() {
        return aRun(OPERATOR, quartzJob("digest", DATA));
    }

    @Test
    void declares_the_job_by_name_and_version_with_all_defaults() {
        assertThat(CanonicalJson.text(aGoodRun().declaration().parameters()))
                .isEqualTo("{\"contents\":{},\"data\":{\"brief\":true,\"limit\":20,\"most\":7,\"share\":\"0.5\","
                        + "\"to\":\"ops\"},\"failure\":\"retriable\",\"job\":\"digest\",\"job_version\":\"2.1\"}");
    }

    @Test
    void sets_the_properties_of_a_job_as_a_scheduler_does() throws Exception {
        assertThat(text(aGoodRun().execute(), "result")).isEqualTo("ops 20 7 true 0.5");
    }

    @Test
    void gives_the_declared_data_in_the_types_that_a_job_asks_for() throws Exception {
        Map<String, Object> data =
                Map.of("to", "ops", "limit", 20, "brief", true, "share", new BigDecimal("0.5"), "big", 1L << 40);

        OperatorResult result = aRun(OPERATOR, quartzJob("asking", data)).execute();

        assertThat(text(result, "result")).isEqualTo("[\"ops\",20,20,20,20.0,true,0.5,1099511627776]");
    }

    @Test
    void tells_a_job_the_times_of_its_slot_and_the_engine() throws Exception {
        TestRun run = aRun(OPERATOR, quartzJob("telling")).at(Instant.parse("2026-01-05T12:00:07Z"));

        assertThat(text(run.execute(), "result"))
                .isEqualTo("{\"detail\":\"nightly-report.task\",\"fire\":\"2026-01-05T12:00:07Z\",\"next\":\"null\","
                        + "\"previous\":\"2026-01-05T11:59:00Z\",\"recovering\":false,\"refires\":0,"
                        + "\"scheduled\":\"2026-01-05T12:00:00Z\",\"start\":\"2026-01-05T12:00:00Z\","
                        + "\"trigger\":\"nightly-report.slot:main:2026-01-05T12:00:00Z\"}");
    }

    @Test
    void tells_a_job_how_often_it_was_tried_before() throws Exception {
        TestRun run = aRun(OPERATOR, quartzJob("refiring")).attempt(3);

        assertThat(text(run.execute(), "result")).isEqualTo("2 " + run.identity() + "/3");
    }

    @Test
    void gives_a_job_declared_contents_by_path_and_through_its_run() throws Exception {
        OperatorCall call = withContents(quartzJob("reading"), Map.of("file", input("mail")));
        TestRun run = aRun(OPERATOR, call).input("mail", "one ").upstream("before", "report", "two");

        assertThat(text(run.execute(), "result")).isEqualTo("one two");
    }

    @Test
    void objects_to_contents_that_are_not_declared() {
        TestRun run = aRun(OPERATOR, withContents(quartzJob("reading"), Map.of("file", upstream("before", "mail"))));

        assertThat(run.objection())
                .contains("Source 'upstream:before/mail' is not declared. Add it to the task with after(...), and"
                        + " declare the run again.");
    }

    @Test
    void objects_to_another_version_of_the_job() {
        TestRun run = aRun(OPERATOR, quartzJob("digest").parameter("job_version", "2.0"));

        assertThat(run.objection())
                .contains("Job 'digest' has version 2.1 here. Restore version 2.0, or declare the run again.");
    }

    @Test
    void keeps_changed_data_as_an_output_and_values_of_the_connection_out_of_it() throws Exception {
        OperatorCall call =
                connectionData(quartzJob("counting", Map.of("count", 1)), "mail", Map.of("password", "mail-password"));
        TestRun run = aRun(OPERATOR, call).connection("mail", Map.of("mail-password", "hunter2"));

        OperatorResult first = run.execute();
        OperatorResult second = run.execute();

        assertThat(text(first, "result")).isEqualTo("7");
        assertThat(text(first, "data")).isEqualTo("{\"count\":2}");
        assertThat(text(second, "data")).isEqualTo("{\"count\":2}");
        assertThat(CanonicalJson.text(run.declaration().parameters()))
                .contains("\"connection_data\":{\"password\":\"mail-password\"}")
                .doesNotContain("hunter2");
    }

    @Test
    void keeps_no_data_that_a_job_left_as_they_were() throws Exception {
        assertThat(aGoodRun().execute().outputs())
                .extracting(OperatorResult.Output::name)
                .containsExactly("result");
    }

    @ParameterizedTest
    @CsvSource({
        "plain, retriable, true",
        "plain, permanent, false",
        "unchecked, retriable, true",
        "unchecked, permanent, false",
        "refire, permanent, true",
        "refire unschedule, permanent, true",
        "unschedule, retriable, false",
        "unschedule firing, retriable, false"
    })
    void fails_as_the_job_says_and_else_as_it_is_declared(String how, String failure, boolean retriable) {
        OperatorCall call = quartzJob("failing", Map.of("how", how));
        TestRun run = aRun(OPERATOR, failure.equals("permanent") ? failingForGood(call) : call);

        assertThatThrownBy(run::execute)
                .isInstanceOfSatisfying(
                        OperatorException.class,
                        e -> assertThat(e.isRetriable()).isEqualTo(retriable))
                .hasMessage("Job 'failing' failed: no mail server");
    }

    @ParameterizedTest
    @CsvSource({"scheduling, triggerJob", "interrupting, interrupt"})
    void refuses_a_job_the_scheduler_and_for_good(String job, String method) {
        assertThatThrownBy(() -> aRun(OPERATOR, quartzJob(job)).execute())
                .isInstanceOfSatisfying(
                        OperatorException.class,
                        e -> assertThat(e.isRetriable()).isFalse())
                .hasMessage("Job '" + job + "' called " + method
                        + " of its scheduler, and an adopted job has none. Make what it starts a task after this one.");
    }

    @Test
    void refuses_a_result_that_cannot_be_kept() {
        assertThatThrownBy(() -> aRun(OPERATOR, quartzJob("odd")).execute())
                .isInstanceOf(OperatorException.class)
                .hasMessage("Result of job 'odd' cannot be written as JSON. Give text, bytes, or what Jackson writes.");
    }

    @Test
    void says_that_a_job_cannot_be_made() {
        assertThatThrownBy(() -> aRun(OPERATOR, quartzJob("unmakeable")).execute())
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith("Job 'unmakeable' cannot be made: ")
                .hasMessageEndingWith(" Give it a public class and constructor, or a factory.");
    }

    @Test
    void runs_one_attempt_at_a_time_of_a_class_that_wants_it() throws Exception {
        SampleJobs.Alone job = new SampleJobs.Alone();
        QuartzJobOperator operator =
                QuartzJobOperator.adopting(AdoptedJob.of("alone", "1", SampleJobs.Alone.class, () -> job));
        FutureTask<OperatorResult> first = new FutureTask<>(aRun(operator, quartzJob("alone"))::execute);
        new Thread(first, "first").start();
        job.started.await();

        assertThatThrownBy(() -> aRun(operator, quartzJob("alone")).execute())
                .isInstanceOfSatisfying(
                        OperatorException.class,
                        e -> assertThat(e.isRetriable()).isTrue())
                .hasMessage("Job 'alone' runs here already, and its class has @DisallowConcurrentExecution. Give each"
                        + " task that runs it a pool of one slot.");
        job.over.countDown();
        assertThat(text(first.get(), "result")).isEqualTo("done");
        assertThat(text(aRun(operator, quartzJob("alone")).execute(), "result")).isEqualTo("done");
    }

    @Test
    void tells_a_job_when_its_attempt_is_interrupted_and_waits_for_its_end() throws Exception {
        SampleJobs.Stoppable job = new SampleJobs.Stoppable();
        QuartzJobOperator operator =
                QuartzJobOperator.adopting(AdoptedJob.of("stop", "1", SampleJobs.Stoppable.class, () -> job));
        FutureTask<OperatorResult> attempt = new FutureTask<>(aRun(operator, quartzJob("stop"))::execute);
        Thread thread = new Thread(attempt, "attempt");

        thread.start();
        job.started.await();
        thread.interrupt();

        assertThatThrownBy(() -> attempt.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        assertThat(job.told.getCount()).isZero();
        assertThat(job.threadInterrupted).isTrue();
    }

    @Test
    void runs_a_job_that_can_be_told_as_any_other() throws Exception {
        assertThat(text(aRun(OPERATOR, quartzJob("patient")).execute(), "result"))
                .isEqualTo("done");
        assertThatThrownBy(() -> aRun(OPERATOR, quartzJob("patient", Map.of("fail", true)))
                        .execute())
                .isInstanceOf(OperatorException.class)
                .hasMessage("Job 'patient' failed: no mail server");
    }

    @Test
    void refuses_a_context_that_a_scheduler_made() {
        assertThatThrownBy(() -> QuartzJobOperator.run(new org.quartz.impl.JobExecutionContextImpl(
                        RefusingScheduler.forJob("x"),
                        new org.quartz.spi.TriggerFiredBundle(
                                org.quartz.JobBuilder.newJob(SampleJobs.Odd.class)
                                        .build(),
                                (org.quartz.spi.OperableTrigger)
                                        org.quartz.TriggerBuilder.newTrigger().build(),
                                null,
                                false,
                                null,
                                null,
                                null,
                                null),
                        new SampleJobs.Odd())))
                .hasMessage(
                        "The context has no declared run, since a scheduler made it. Run the job as an adopted one.");
    }

    @Test
    void refuses_data_that_cannot_be_declared() {
        Map<String, Object> nothing = new TreeMap<>();
        nothing.put("share", null);
        Map<Map<String, ?>, String> kinds = Map.of(
                Map.of("share", 0.5),
                "a Double",
                Map.of("share", List.of(1, 2)),
                "a list",
                Map.of("share", Map.of("a", 1)),
                "a map",
                Map.of("share", Instant.EPOCH),
                "an object of java.time.Instant",
                nothing,
                "no value");

        kinds.forEach((data, kind) -> assertThatThrownBy(() -> quartzJob("digest", data))
                .isInstanceOf(EngineException.class)
                .hasMessage("Data of job 'digest' have " + kind
                        + " as 'share'. Give a text, an integer, a truth value, or a BigDecimal."));
    }

    @Test
    void refuses_a_class_that_keeps_data_from_run_to_run() {
        assertThatThrownBy(() -> AdoptedJob.of("counting", "1", SampleJobs.Counting.class))
                .isInstanceOf(EngineException.class)
                .hasMessage("Job class dev.avow.operators.quartz.SampleJobs$Counting of 'counting' has"
                        + " @PersistJobDataAfterExecution, and data that pass from run to run are not declared. Give"
                        + " them as an upstream output, or adopt it with AdoptedJob.withoutState(...).");
    }

    @Test
    void refuses_names_and_versions_that_cannot_be() {
        assertThatThrownBy(() -> AdoptedJob.of("MailDigest", "1", SampleJobs.Odd.class))
                .hasMessage("Adopted job name 'MailDigest' is not valid. Use 1 to 100 of a-z, 0-9, '.', '_' and '-',"
                        + " with a letter or digit first.");
        assertThatThrownBy(() -> AdoptedJob.of("odd", " ", SampleJobs.Odd.class))
                .hasMessage("Adopted job 'odd' has the version ' ', which is not valid. Give 1 to 200 characters.");
        AdoptedJob odd = AdoptedJob.of("odd", "1", SampleJobs.Odd.class);
        assertThatThrownBy(() -> QuartzJobOperator.adopting(odd, odd))
                .hasMessage("Two adopted jobs are named 'odd'. Give each job a name of its own.");
        assertThatThrownBy(QuartzJobOperator::adopting)
                .hasMessage("Operator 'quartz-job' has no job. Adopt at least one.");
    }

    @ParameterizedTest
    @MethodSource
    void refuses_bad_parameters(String parameters, String message) {
        QuartzJobOperator operator = QuartzJobOperator.adopting("x", "1", SampleJobs.Odd.class);
        JsonObject defined =
                CanonicalJson.parseObject(parameters.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> operator.parameters(defined))
                .isInstanceOf(OperatorException.class)
                .hasMessage(message);
    }

    static List<Arguments> refuses_bad_parameters() {
        String of = "' of operator 'quartz-job' ";
        return List.of(
                Arguments.of("{}", "Parameter 'job" + of + "is missing. Give it."),
                Arguments.of(
                        "{'job':'y'}",
                        "Parameter 'job" + of + "is 'y', which is not adopted here. Adopt it, or use x."),
                Arguments.of(
                        "{'data':[],'job':'x'}",
                        "Parameter 'data" + of + "is not an object. Give one, with a value for each key."),
                Arguments.of(
                        "{'data':{'a/b':['c']},'job':'x'}",
                        "Parameter 'data" + of + "has an array at /data/a~1b. Give texts, integers, true or false; a"
                                + " decimal as text."),
                Arguments.of(
                        "{'data':{'a':{'b':1}},'job':'x'}",
                        "Parameter 'data" + of + "has an object at /data/a. Give texts, integers, true or false; a"
                                + " decimal as text."),
                Arguments.of(
                        "{'contents':{'a':'b'},'job':'x'}",
                        "Parameter 'contents" + of + "has 'b' at /contents/a, which is not a source. Use input:NAME or"
                                + " upstream:TASK/OUTPUT."),
                Arguments.of(
                        "{'contents':{'a':1},'job':'x'}",
                        "Parameter 'contents" + of + "has no text at /contents/a. Give a text."),
                Arguments.of(
                        "{'contents':{'a':'input:b'},'data':{'a':1},'job':'x'}",
                        "Parameter 'contents" + of + "has 'a', which has a value already. Give each key one value."),
                Arguments.of(
                        "{'connection':'c','job':'x'}",
                        "Parameter 'connection_data" + of + "is missing. Give both, or none of the two."),
                Arguments.of(
                        "{'connection_data':{'a':'b'},'job':'x'}",
                        "Parameter 'connection_data" + of
                                + "is given without a connection. Give both, or none of the two."),
                Arguments.of(
                        "{'connection':'c','connection_data':{'a':'b'},'data':{'a':1},'job':'x'}",
                        "Parameter 'connection_data" + of
                                + "has 'a', which has a value already. Give each key one value."),
                Arguments.of(
                        "{'failure':'never','job':'x'}",
                        "Parameter 'failure" + of + "is 'never', which is not a choice. Use retriable or permanent."));
    }
}
