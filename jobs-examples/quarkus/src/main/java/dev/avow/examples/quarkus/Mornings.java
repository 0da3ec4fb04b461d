package dev.avow.examples.quarkus;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.AvowBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the application gives: where the store is, and its job. */
@ApplicationScoped
public class Mornings {

    @Produces
    AvowBuilder engine(@ConfigProperty(name = "avow.store") Path store) {
        return Avow.embedded(store);
    }

    @Produces
    Job morning() {
        return job("morning")
                .schedule(cron("0 0 7 * * ?"))
                .task("greet", operator("greeting"))
                .build();
    }
}
