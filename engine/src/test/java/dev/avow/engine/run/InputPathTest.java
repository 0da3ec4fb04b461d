package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InputPathTest extends EngineContract {

    /** By the text of the path alone, {@code link/..} would be the folder that the link is in. */
    @Test
    void reads_the_file_that_was_hashed_where_the_path_goes_up_from_a_link() throws Exception {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere/folder"));
        Files.writeString(directory.resolve("elsewhere/tickets.txt"), "declared");
        Files.createSymbolicLink(directory.resolve("link"), elsewhere);
        file("tickets.txt", "other");
        summarise.does(run -> OperatorResult.success()
                .output("seen", "text/plain", run.input("tickets").bytes()));
        avow().register(job("ad-hoc")
                .task("summarise", operator("summarise"))
                .input("tickets", InputSource.file(directory.resolve("link/../tickets.txt")))
                .build());
        Identity identity = avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");

        manual.fireDue();

        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(detail(identity).attempts().get(0).outputs().get(0).digest())
                .isEqualTo(Digest.of("declared".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void copies_no_more_of_an_input_that_grew_than_shows_that_it_did() throws Exception {
        Path tickets = file("tickets.txt", "declared");
        avow().register(job("ad-hoc")
                .task("summarise", operator("summarise"))
                .input("tickets", InputSource.file(tickets))
                .build());
        avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        try (RandomAccessFile grown = new RandomAccessFile(tickets.toFile(), "rw")) {
            grown.setLength(1L << 33);
        }

        manual.fireDue();

        assertThat(summarise.executed()).isEmpty();
        assertThat(run("ad-hoc", "summarise").detail())
                .startsWith("Run denied, INPUT_CHANGED: ")
                .endsWith("\n  found:    more than 8 bytes");
    }
}
