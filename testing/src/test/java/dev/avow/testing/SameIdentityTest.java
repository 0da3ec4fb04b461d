package dev.avow.testing;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.ManualRequest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The kit's engine and the one of production declare the same. */
@ExtendWith(ManualAvowExtension.class)
class SameIdentityTest {

    private static final String SLOT = "2026-01-05T03:00:00Z";

    private static Job nightly() {
        return job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise").parameter("sentences", 5))
                .build();
    }

    @Test
    void a_slot_and_a_request_have_the_same_identity_as_in_production(ManualAvow kit, @TempDir Path directory) {
        ManualRequest request = ManualRequest.by("tests").key("order-1");
        kit.operators(FakeOperator.named("summarise")).register(nightly());
        kit.fireDueAt(SLOT);
        Identity slot = kit.run("nightly", "summarise").run().identity();
        Map<String, Identity> requested = kit.avow().trigger("nightly", JsonObject.empty(), request);

        try (Avow avow = Avow.embedded(directory.resolve("store"))
                .operators(FakeOperator.named("summarise"))
                .build()) {
            avow.register(nightly());
            avow.start();

            assertThat(avow.preview("nightly", "slot:default:" + SLOT))
                    .singleElement()
                    .satisfies(preview -> assertThat(preview.identity()).isEqualTo(slot));
            assertThat(avow.trigger("nightly", JsonObject.empty(), request)).isEqualTo(requested);
        }
    }
}
