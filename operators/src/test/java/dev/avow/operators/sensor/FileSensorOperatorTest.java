package dev.avow.operators.sensor;

import static dev.avow.operators.sensor.Sensors.fileSensor;
import static dev.avow.operators.sensor.Sensors.patient;
import static dev.avow.operators.sensor.Sensors.poking;
import static dev.avow.testing.TestRun.aRun;
import static dev.avow.testing.TestRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Deferral;
import dev.avow.engine.operator.OperatorResult.Ending;
import dev.avow.testing.OperatorContract;
import dev.avow.testing.TestRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSensorOperatorTest extends OperatorContract {

    private static final FileSensorOperator OPERATOR = new FileSensorOperator();
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @TempDir
    private Path directory;

    @Override
    protected Operator operator() {
        return OPERATOR;
    }

    @Override
    protected TestRun aGoodRun() {
        write("good.txt", "good", NOON);
        OperatorCall call = fileSensor(directory.resolve("good.txt"));
        return aRun(OPERATOR, call).deferred(deferral(call, NOON).state());
    }

    private void write(String name, String content, Instant changed) {
        try {
            Path file = Files.writeString(directory.resolve(name), content);
            Files.setLastModifiedTime(file, FileTime.from(changed));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Deferral deferral(OperatorCall call, Instant now) {
        try {
            return aRun(OPERATOR, call).at(now).execute().deferral().orElseThrow();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static OperatorResult next(OperatorCall call, Deferral before) throws Exception {
        return aRun(OPERATOR, call).at(before.until()).deferred(before.state()).execute();
    }

    private static String observed(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return "{\"digest\":\"" + Digest.of(bytes) + "\",\"name\":\"" + name + "\",\"size\":" + bytes.length + "}";
    }

    @Test
    void declares_all_defaults() {
        assertThat(CanonicalJson.text(OPERATOR.parameters(fileSensor("/data/in").parameters())))
                .isEqualTo("{\"glob\":\"\",\"max_files\":1000,\"path\":\"/data/in\",\"patience\":\"PT24H\","
                        + "\"poke_interval\":\"PT1M\",\"stable\":true}");
    }

    @Test
    void waits_for_the_file_and_until_it_stops_growing() throws Exception {
        OperatorCall call = fileSensor(directory.resolve("report.txt"));

        Deferral absent = deferral(call, NOON);
        write("report.txt", "one", NOON);
        Deferral seen = next(call, absent).deferral().orElseThrow();
        write("report.txt", "one two", NOON);
        Deferral grown = next(call, seen).deferral().orElseThrow();
        OperatorResult there = next(call, grown);

        assertThat(absent.until()).isEqualTo("2026-01-05T12:01:00Z");
        assertThat(CanonicalJson.text(absent.state())).isEqualTo("{\"pokes\":1,\"since\":\"2026-01-05T12:00:00Z\"}");
        assertThat(there.ending()).isEqualTo(Ending.SUCCEEDED);
        assertThat(text(there, "observed")).isEqualTo("{\"files\":[" + observed("report.txt", "one two") + "]}");
        assertThat(CanonicalJson.text(there.notes())).isEqualTo("{\"pokes\":4}");
    }

    @Test
    void looks_again_if_only_the_time_of_change_differs() throws Exception {
        OperatorCall call = fileSensor(directory.resolve("report.txt"));
        write("report.txt", "one", NOON);
        Deferral seen = deferral(call, NOON);
        write("report.txt", "two", NOON.plusSeconds(1));

        assertThat(next(call, seen).ending()).isEqualTo(Ending.DEFERRED);
    }

    @Test
    void observes_the_same_of_the_same_bytes_whenever_they_came() throws Exception {
        OperatorCall call = fileSensor(directory.resolve("report.txt")).parameter("stable", false);
        write("report.txt", "one", NOON);
        String first = text(aRun(OPERATOR, call).execute(), "observed");
        write("report.txt", "one", NOON.plusSeconds(60));

        assertThat(text(aRun(OPERATOR, call).execute(), "observed")).isEqualTo(first);
    }

    @Test
    void observes_the_files_of_a_directory_by_name() throws Exception {
        write("b.csv", "2", NOON);
        write("a.csv", "1", NOON);
        write(".c.csv", "3", NOON);
        write("d.txt", "4", NOON);
        OperatorCall call = fileSensor(directory, "*.csv").parameter("stable", false);

        assertThat(text(aRun(OPERATOR, call).execute(), "observed"))
                .isEqualTo("{\"files\":[" + observed("a.csv", "1") + "," + observed("b.csv", "2") + "]}");
        assertThatThrownBy(() -> aRun(OPERATOR, call.parameter("max_files", 1)).execute())
                .isInstanceOfSatisfying(
                        OperatorException.class,
                        e -> assertThat(e.isRetriable()).isFalse())
                .hasMessage("There are 2 files '*.csv' in '" + directory
                        + "', more than 1. Raise max_files, or choose another glob.");
    }

    @Test
    void waits_for_a_directory_that_is_not_there() throws Exception {
        assertThat(aRun(OPERATOR, fileSensor(directory.resolve("later"), "*.csv"))
                        .execute()
                        .ending())
                .isEqualTo(Ending.DEFERRED);
    }

    @Test
    void loses_patience_at_its_end_and_not_before() throws Exception {
        Path file = directory.resolve("report.txt");
        OperatorCall call = patient(poking(fileSensor(file), Duration.ofMinutes(2)), Duration.ofMinutes(5));

        Deferral first = deferral(call, NOON);
        Deferral second = next(call, first).deferral().orElseThrow();
        Deferral third = next(call, second).deferral().orElseThrow();
        OperatorResult last = next(call, third);

        assertThat(third.until()).isEqualTo("2026-01-05T12:05:00Z");
        assertThat(last.ending()).isEqualTo(Ending.FAILED_FOR_GOOD);
        assertThat(last.message())
                .isEqualTo("Waited PT5M, since 2026-01-05T12:00:00Z, and there is no file '" + file
                        + "'. Raise patience, or see why.");
    }

    @Test
    void refuses_a_state_that_is_not_its_own() {
        JsonObject state =
                JsonObject.builder().put("since", "yesterday").put("pokes", 1).build();

        assertThatThrownBy(() -> aGoodRun().deferred(state).execute())
                .hasMessage("The state of the deferred attempt is not one of a sensor. Rerun the run, which begins"
                        + " anew.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path|in/a|is 'in/a', which is not an absolute path without '..'. Give one.",
                "path|/in/../a|is '/in/../a', which is not an absolute path without '..'. Give one.",
                "glob|[a|is '[a', which is not a glob. Give one such as *.csv.",
                "patience|P1D|is 'P1D', which is not a duration. Give one such as PT1M or PT24H.",
                "poke_interval|PT0.5S|is PT0.5S, which is not within PT1S and PT24H. Give another.",
                "stable|yes|is not a truth value. Give true or false."
            })
    void refuses_a_parameter_that_is_none(String name, String value, String fault) {
        OperatorCall call =
                name.equals("path") ? fileSensor(value) : fileSensor("/in").parameter(name, value);

        assertThatThrownBy(() -> OPERATOR.parameters(call.parameters()))
                .hasMessage("Parameter '" + name + "' of operator 'file-sensor' " + fault);
    }

    @Test
    void looks_only_below_its_directories() throws Exception {
        Path within = Files.createDirectory(directory.resolve("in"));
        write("secret.txt", "x", NOON);
        Files.createSymbolicLink(within.resolve("link.txt"), directory.resolve("secret.txt"));
        Files.writeString(within.resolve("plain.txt"), "x");
        FileSensorOperator bounded = FileSensorOperator.within(within);

        assertThat(aRun(bounded, fileSensor(within.resolve("plain.txt")))
                        .execute()
                        .ending())
                .isEqualTo(Ending.DEFERRED);
        assertThat(aRun(bounded, fileSensor(directory.resolve("secret.txt"))).objection())
                .contains(outside(directory.resolve("secret.txt")));
        assertThatThrownBy(() ->
                        aRun(bounded, fileSensor(within.resolve("link.txt"))).execute())
                .hasMessage(outside(within.resolve("link.txt")));
    }

    private static String outside(Path file) {
        return "File '" + file + "' is outside of the directories of this sensor. Name one within, or add its"
                + " directory to FileSensorOperator.within(...).";
    }
}
