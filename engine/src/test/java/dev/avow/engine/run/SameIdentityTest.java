package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Store;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameIdentityTest {

    @TempDir
    Path directory;

    private Locale locale;
    private TimeZone zone;

    @BeforeEach
    void remember() {
        locale = Locale.getDefault();
        zone = TimeZone.getDefault();
    }

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    private Job nightly() throws Exception {
        Path input = Files.writeString(directory.resolve("tickets.txt"), "İstanbul \uD83D\uDE00");
        return job("nightly")
                .owner("Ångström")
                .schedule("izmir", cron("0 30 2 * * ?").zone("Europe/Berlin"))
                .task("summarise", operator("summarise").parameter("temperature", new BigDecimal("0.20")))
                .input("tickets", InputSource.file(input))
                .task("measure", operator("measure").user("Wie lang ist es?"))
                .after("summarise")
                .build();
    }

    private List<Identity> identities(TestStore kind, String now, String name) throws Exception {
        FakeOperator summarise = FakeOperator.named("summarise")
                .does(run -> OperatorResult.success()
                        .output("summary", "text/plain", "çok".getBytes(StandardCharsets.UTF_8)));
        OperatorSource operators = OperatorSource.of(List.of(summarise, FakeOperator.named("measure")));
        Store store = kind.open(directory.resolve(name));
        try (ManualEngine manual =
                ManualEngine.on(store, SettableClock.at(now), operators).start()) {
            manual.avow().register(nightly());
            manual.fireDueAt("2026-03-29T12:00:00Z");
            return manual.avow().history().runs("nightly", 10).items().stream()
                    .map(RunView::identity)
                    .sorted((a, b) -> a.toString().compareTo(b.toString()))
                    .toList();
        }
    }

    @Test
    void one_job_and_slot_have_one_identity_in_every_store_zone_and_locale() throws Exception {
        Locale.setDefault(Locale.US);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        List<Identity> onH2 = identities(TestStore.H2, "2026-03-28T12:00:00Z", "a");

        Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
        List<Identity> onPostgres = identities(TestStore.POSTGRESQL, "2026-03-28T20:00:00.123Z", "b");

        assertThat(onH2).hasSize(2);
        assertThat(onPostgres).isEqualTo(onH2);
    }
}
