package dev.avow.operators.quartz;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.schedule.Cron;
import dev.avow.engine.schedule.FixedRate;
import dev.avow.engine.schedule.Once;
import dev.avow.engine.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Jobs that were read from a scheduler, as source of Java. */
final class MigratedCode {

    private static final String HEAD = """
            import static dev.avow.engine.dsl.Dsl.job;
            import static dev.avow.engine.schedule.Cron.cron;
            import static dev.avow.operators.quartz.QuartzJobs.quartzJob;
            import static java.util.Map.entry;

            import dev.avow.engine.dsl.Job;
            import dev.avow.engine.schedule.CatchUp;
            import dev.avow.engine.schedule.FixedRate;
            import dev.avow.engine.schedule.Once;
            import java.time.Duration;
            import java.time.Instant;
            import java.util.List;
            import java.util.Map;

            """;

    private final StringBuilder out = new StringBuilder(HEAD);
    private final Set<String> methods = new TreeSet<>(Set.of("jobs"));

    private MigratedCode() {}

    static String of(List<Job> jobs, List<String> notes) {
        return new MigratedCode().write(jobs, notes);
    }

    private String write(List<Job> jobs, List<String> notes) {
        notes.forEach(note -> line(0, JavaText.comment(note)));
        line(0, "public final class MigratedJobs {");
        line(0, "");
        line(1, "private MigratedJobs() {}");
        List<String> calls = new ArrayList<>();
        for (Job job : jobs) {
            String method = method(job.name());
            calls.add(method + "()");
            job(method, job);
        }
        line(0, "");
        line(1, "public static List<Job> jobs() {");
        line(2, "return List.of(" + String.join(", ", calls) + ");");
        line(1, "}");
        line(0, "}");
        return out.toString();
    }

    private void job(String method, Job job) {
        JsonObject parameters = job.task(MigratedJob.TASK).call().parameters();
        line(0, "");
        line(1, "static Job " + method + "() {");
        line(2, "return job(" + JavaText.expression(job.name()) + ")");
        job.schedules()
                .forEach((name, schedule) ->
                        line(4, ".schedule(" + JavaText.expression(name) + ", " + expression(schedule) + ")"));
        job.maxActiveRuns().ifPresent(limit -> line(4, ".maxActiveRuns(" + limit + ")"));
        line(4, ".task(" + JavaText.expression(MigratedJob.TASK) + ", " + call(parameters) + ")");
        line(4, ".build();");
        line(1, "}");
    }

    private static String call(JsonObject parameters) {
        String data = parameters
                .find(QuartzParameters.DATA)
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .map(MigratedCode::map)
                .orElse("Map.of()");
        String adopted =
                parameters.find(QuartzParameters.JOB).map(MigratedCode::value).orElseThrow();
        return "quartzJob(" + adopted + ", " + data + ")";
    }

    private static String map(JsonObject data) {
        return data.members().entrySet().stream()
                .map(member -> "entry(" + JavaText.expression(member.getKey()) + ", " + value(member.getValue()) + ")")
                .collect(Collectors.joining(", ", "Map.<String, Object>ofEntries(", ")"));
    }

    private static String value(JsonValue value) {
        if (value instanceof JsonInteger number) {
            return number.value() + "L";
        }
        return value instanceof JsonBoolean truth
                ? String.valueOf(truth.value())
                : JavaText.expression(((JsonString) value).value());
    }

    static String expression(Schedule schedule) {
        String caughtUp = ".catchUp(CatchUp." + schedule.catchUp() + ")";
        if (schedule instanceof Cron cron) {
            return "cron(" + JavaText.expression(cron.expression()) + ").zone("
                    + JavaText.expression(cron.zone().getId()) + ")" + caughtUp;
        }
        if (schedule instanceof FixedRate rate) {
            return "FixedRate.every(Duration.parse(\"" + rate.period() + "\")).from(Instant.parse(\"" + rate.anchor()
                    + "\"))" + caughtUp;
        }
        return "Once.at(Instant.parse(\"" + ((Once) schedule).when() + "\"))" + caughtUp;
    }

    /** Returns a name of its own for a job's method. */
    private String method(String job) {
        StringBuilder name = new StringBuilder();
        for (String word : job.split("[^a-z0-9]+", -1)) {
            boolean first = name.length() == 0;
            name.append(first || word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        String method = (Character.isDigit(name.charAt(0)) ? "_" : "") + name + "Job";
        String own = method;
        for (int i = 2; !methods.add(own); i++) {
            own = method + i;
        }
        return own;
    }

    private void line(int depth, String text) {
        out.append("    ".repeat(depth)).append(text).append('\n');
    }
}
