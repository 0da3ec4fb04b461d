package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.JobBuilder;
import dev.avow.engine.dsl.RetryPolicy;
import dev.avow.engine.dsl.TaskBuilder;
import dev.avow.engine.schedule.Cron;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of settings names all of them, and no others. */
class SettingsPageTest {

    private static final Pattern SETTING = Pattern.compile("`([a-zA-Z]+)\\([^`]*\\)`");

    @ParameterizedTest
    @CsvSource({
        "Engine, dev.avow.engine.run.AvowBuilder",
        "Job, dev.avow.engine.dsl.JobBuilder",
        "Task, dev.avow.engine.dsl.TaskBuilder",
        "Retries, dev.avow.engine.dsl.RetryPolicy",
        "Schedules, dev.avow.engine.schedule.Cron"
    })
    void names_all_settings_and_no_others(String section, Class<?> type) {
        SortedSet<String> settings = settings(type);
        settings.remove("build");
        if (type == TaskBuilder.class) {
            settings.remove("task"); // why: it begins the next task
        }

        assertThat(named(section)).isEqualTo(settings);
    }

    /** Returns the methods that give the same type, which are those that set something. */
    private static SortedSet<String> settings(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getReturnType() == type || method.getReturnType() == TaskBuilder.class)
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the settings in the first column of a section's table. */
    private static SortedSet<String> named(String section) {
        return page(section)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> SETTING.matcher(line.split(" \\| ", -1)[0]).results())
                .map((MatchResult found) -> found.group(1))
                .filter(name -> !name.equals("retries"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String page(String section) {
        try {
            return Files.readString(Path.of("../docs/settings.md"))
                    .split("\n## " + section + "\n", -1)[1]
                    .split("\n## ", -1)[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void says_the_defaults() {
        Settings settings = Settings.defaults();
        RetryPolicy retries = RetryPolicy.retries(1);

        assertThat(page("Engine"))
                .contains(
                        "| `threads(count)` | " + settings.threads() + " |",
                        "| `grace(wait)` | " + seconds(settings.grace()),
                        "| `drain(wait)` | " + seconds(settings.drain()),
                        "| `checkIn(every)` | " + seconds(settings.checkIn()),
                        "| `node(name)` | `" + settings.node() + "` |");
        assertThat(settings.patience()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.onTime()).isEqualTo(Duration.ofMinutes(1));
        assertThat(page("Job")).contains("| `" + JobBuilder.DEFAULT_OWNER + "` |", "`" + JobBuilder.DEFAULT_SCHEDULE);
        assertThat(page("Retries"))
                .contains(
                        "| `backoff(wait)` | " + seconds(retries.first()),
                        "| `factor(multiplier)` | " + retries.factor() + " |",
                        "| `jitter(percent)` | " + retries.jitter() + " |");
        assertThat(retries.longest()).isEqualTo(Duration.ofHours(1));
        Cron cron = Cron.cron("0 0 3 * * ?");
        assertThat(page("Schedules"))
                .contains(
                        "| `catchUp(choice)` | `" + cron.catchUp() + "` |",
                        "| `gap(choice)` | `" + cron.gap() + "` |",
                        "| `overlap(choice)` | `" + cron.overlap() + "` |");
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s |";
    }
}
