package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.operators.Source.input;
import static dev.avow.operators.process.Processes.path;
import static dev.avow.operators.process.Processes.process;
import static dev.avow.operators.process.Processes.reading;

import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import java.nio.file.Path;

/** A script under identity: its bytes, its data and its interpreter are declared; a change of any is another run. */
final class PythonScript {

    private PythonScript() {}

    /**
     * Counts words by a script.
     *
     * @param interpreter such as {@code python3}
     * @param version of the interpreter, as it tells it, such as {@code Python 3.11.2}
     */
    static Job countedWords(String interpreter, String version, Path script, Path text) {
        return job("counted-words")
                .schedule(cron("0 0 3 * * ?"))
                .task(
                        "count",
                        reading(process(interpreter, path(input("script")), "3"), input("text"))
                                .dependsOn(interpreter, version)
                                .variable("LC_ALL", "C.UTF-8"))
                .input("script", InputSource.file(script))
                .input("text", InputSource.file(text))
                .build();
    }
}
