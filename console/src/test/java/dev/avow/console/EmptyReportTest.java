package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmptyReportTest {

    @TempDir
    private Path directory;

    @Test
    void writes_a_page_of_a_job_that_has_no_runs_yet() throws Exception {
        Path file = directory.resolve("report.html");
        try (Workshop workshop = Workshop.open(directory)) {
            Ran ran = workshop.avow("report", "--job", "nightly", "-o", file.toString());

            assertThat(ran.err()).isEmpty();
            assertThat(ran.out()).endsWith(" bytes, runs: 0.\n");
            assertThat(Files.readString(file)).contains("There are no runs to show.", "<dt>Schedule default</dt>");
        }
    }
}
