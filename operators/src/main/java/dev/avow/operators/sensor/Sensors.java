package dev.avow.operators.sensor;

import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.JsonObject;
import dev.avow.operators.http.HttpCalls;
import dev.avow.operators.sql.SqlCalls;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The words of the sensors in a job's definition, for static import.
 *
 * <pre>{@code
 * .task("wait", patient(poking(fileSensor(Path.of("/data/in/report.txt")), Duration.ofMinutes(5)), Duration.ofHours(6)))
 * .task("embed", embedding(MiniLm.declared(), input("report"))).input("report", file(report)).after("wait")
 * }</pre>
 */
public final class Sensors {

    private Sensors() {}

    /** Returns a call that waits for a file; {@link FileSensorOperator} lists what else can be set. */
    public static OperatorCall fileSensor(Path file) {
        return fileSensor(file.toAbsolutePath().normalize().toString());
    }

    /** As {@link #fileSensor(Path)}, of an absolute path that may be a template. */
    public static OperatorCall fileSensor(String file) {
        return OperatorCall.operator(FileSensorOperator.NAME).parameter(FileSensorParameters.PATH, file);
    }

    /** Returns a call that waits for files in a directory, such as {@code *.csv}. */
    public static OperatorCall fileSensor(Path directory, String glob) {
        return fileSensor(directory).parameter(FileSensorParameters.GLOB, glob);
    }

    /**
     * Returns a call that waits for an expected answer to a {@code GET}; {@link HttpSensorOperator} lists what else can be
     * set. What {@link HttpCalls} adds to calls can be added to it.
     *
     * @param url a full URL, or a path below the base URL of the call's connection
     */
    public static OperatorCall httpSensor(String url) {
        return OperatorCall.operator(HttpSensorOperator.NAME).parameter("url", url);
    }

    /**
     * Returns a call that waits for rows; {@link SqlSensorOperator} lists what else can be set.
     *
     * @throws dev.avow.engine.EngineException as {@link SqlCalls#query(String, String, JsonObject)}
     */
    public static OperatorCall sqlSensor(String connection, String statement, JsonObject values) {
        return SqlCalls.statement(OperatorCall.operator(SqlSensorOperator.NAME), connection, statement, values);
    }

    /** Returns a sensor's call that looks this often. */
    public static OperatorCall poking(OperatorCall sensor, Duration interval) {
        return sensor.parameter(Patience.INTERVAL, interval.toString());
    }

    /** Returns a sensor's call that looks for this long. */
    public static OperatorCall patient(OperatorCall sensor, Duration total) {
        return sensor.parameter(Patience.PATIENCE, total.toString());
    }
}
