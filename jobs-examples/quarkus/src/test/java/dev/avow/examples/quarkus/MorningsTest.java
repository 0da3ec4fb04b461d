package dev.avow.examples.quarkus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.History;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.ManualRequest;
import dev.avow.engine.run.RunNotice;
import dev.avow.engine.run.RunNotice.Kind;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MorningsTest {

    @Inject
    Avow avow;

    @Inject
    History history;

    @Inject
    End end;

    @Test
    void runs_a_job_that_is_a_bean_by_an_operator_that_is_a_bean() throws InterruptedException {
        Identity identity = avow.trigger("morning", JsonObject.empty(), ManualRequest.by("somebody"))
                .get("greet");

        assertTrue(end.told().await(60, TimeUnit.SECONDS));
        List<RunView> runs = history.runs("morning", 10).items();
        assertEquals(List.of(identity), runs.stream().map(RunView::identity).toList());
        assertEquals(RunState.SUCCEEDED, runs.get(0).state());
    }

    /** Is told in both ways that the run has succeeded. */
    @ApplicationScoped
    static class End {

        private final CountDownLatch told = new CountDownLatch(2);

        CountDownLatch told() {
            return told;
        }

        void sync(@Observes RunNotice notice) {
            tell(notice);
        }

        void async(@ObservesAsync RunNotice notice) {
            tell(notice);
        }

        private void tell(RunNotice notice) {
            if (notice.kind() == Kind.SUCCEEDED) {
                told.countDown();
            }
        }
    }
}
