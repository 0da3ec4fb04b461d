package dev.avow.engine.cdi;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.AvowBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;

// begin
@ApplicationScoped
class ReportApplication {

    @Produces
    static AvowBuilder engine() {
        return Avow.embedded(Path.of(System.getProperty("report.store", "store")))
                .threads(2);
    }

    @Produces
    static Job daily() {
        return job("daily")
                .schedule(cron("0 0 3 * * ?"))
                .task("report", operator("report"))
                .build();
    }
}
// end
