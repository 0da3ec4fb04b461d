package dev.avow.examples.spring;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.history.History;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.run.Avow;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

// begin
@SpringBootApplication
public class Evenings {

    public static void main(String[] args) {
        SpringApplication.run(Evenings.class, args);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Avow avow(@Value("${avow.store}") String store, List<Operator> operators, List<Job> jobs) {
        Avow avow = Avow.embedded(Path.of(store))
                .operators(operators.toArray(Operator[]::new))
                .build();
        jobs.forEach(avow::register);
        return avow;
    }

    @Bean
    History history(Avow avow) {
        return avow.history();
    }

    @Bean
    Operator farewell() {
        return new Farewell();
    }

    @Bean
    Job evening() {
        return job("evening")
                .schedule(cron("0 0 19 * * ?"))
                .task("part", operator("farewell"))
                .build();
    }
}
// end
