package dev.avow.operators.quartz;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.operators.quartz.QuartzJobs.quartzJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.schedule.CatchUp;
import dev.avow.engine.schedule.FixedRate;
import dev.avow.engine.schedule.Once;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source that is written is compiled, and gives the jobs that it was written of. */
class MigratedCodeTest {

    private static final Instant START = Instant.parse("2199-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    private Object compiled(QuartzMigration migration) throws Exception {
        Path source = Files.writeString(directory.resolve("MigratedJobs.java"), migration.code());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter faults = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-encoding", "UTF-8", "-d", directory.toString());
            boolean good = compiler.getTask(faults, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(good).as(faults.toString()).isTrue();
        }
        URL[] classes = {directory.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
            return loader.loadClass("MigratedJobs").getMethod("jobs").invoke(null);
        }
    }

    @Test
    void gives_all_kinds_of_schedules_and_data() throws Exception {
        Map<String, Object> many = new TreeMap<>();
        for (int i = 0; i < 12; i++) {
            many.put("key-" + i, i);
        }
        Job all = job("reports-nightly")
                .schedule("cron", cron("0 0 3 * * ?").zone("Europe/Berlin").catchUp(CatchUp.NONE))
                .schedule("offset", cron("0 0 3 * * ?").zone("GMT+02:00"))
                .schedule(
                        "rate",
                        FixedRate.every(Duration.ofMinutes(5)).from(START).catchUp(CatchUp.ALL))
                .schedule("once", Once.at(START))
                .maxActiveRuns(1)
                .task("run", quartzJob("digest", Map.of("big", 1L << 40, "brief", true, "to", "ops")))
                .build();
        Job plain = job("2nd").task("run", quartzJob("digest", many)).build();
        Job empty = job("reports.nightly")
                .task("run", quartzJob("digest", Map.of()))
                .build();
        QuartzMigration migration = new QuartzMigration(List.of(all, plain, empty), List.of());

        assertThat(compiled(migration)).isEqualTo(migration.jobs());
    }

    @Test
    void gives_text_as_it_is_whatever_it_looks_like() throws Exception {
        Map<String, Object> data = Map.of(
                "quotes", "\"; } /* */ // \\",
                "escapes", "\\u0022 \\n \\\\u000a",
                "controls", "a\nb\r\tc\u0000" + "1\u0007\u007F\u0085\u2028",
                "letters", "Grüße, 東京 \uD83D\uDE00",
                "long", "\"ab\\".repeat(20_000),
                "\"key\"\n", "{{=<% %>=}}{{x}}");
        Job odd = job("odd").task("run", quartzJob("digest", data)).build();
        List<String> notes =
                List.of("Job 'a\nclass B {} \\u000a class C {} */' is left out.", "Job \u2028 \\\\u000a x");
        QuartzMigration migration = new QuartzMigration(List.of(odd), notes);

        assertThat(compiled(migration)).isEqualTo(migration.jobs());
        assertThat(directory).isDirectoryNotContaining("glob:**/{B,C}.class");
        assertThat(migration.code().lines()).contains("// Job 'a class B {} \\\\u000a class C {} */' is left out.");
    }

    @Test
    void gives_a_class_of_no_job() throws Exception {
        QuartzMigration none = new QuartzMigration(List.of(), List.of());

        assertThat(compiled(none)).isEqualTo(List.of());
    }

    @Test
    void reads_as_a_person_would_write_it() {
        Job mail = job("mail-digest")
                .schedule("night", cron("0 0 3 * * ?").zone("Europe/Berlin"))
                .task("run", quartzJob("digest", Map.of("limit", 20, "to", "ops")))
                .build();

        assertThat(new QuartzMigration(List.of(mail), List.of("Trigger 'DEFAULT.a' has a priority.")).code())
                .endsWith("""
                        // Trigger 'DEFAULT.a' has a priority.
                        public final class MigratedJobs {

                            private MigratedJobs() {}

                            static Job mailDigestJob() {
                                return job("mail-digest")
                                        .schedule("night", cron("0 0 3 * * ?").zone("Europe/Berlin").catchUp(CatchUp.LAST))
                                        .task("run", quartzJob("digest", Map.<String, Object>ofEntries(entry("limit", 20L), entry("to", "ops"))))
                                        .build();
                            }

                            public static List<Job> jobs() {
                                return List.of(mailDigestJob());
                            }
                        }
                        """);
    }
}
