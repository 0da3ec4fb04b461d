package dev.avow.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which runs are exported, and what is signed of that. */
class JobExportTest extends ExportContract {

    @Test
    void exports_all_runs_of_a_job_or_those_since_a_moment() throws IOException {
        Set<String> all = new HashSet<>();
        Set<String> late = new HashSet<>();
        Instant since = Instant.MAX;
        for (int i = 0; i < 53; i++) {
            if (i == 3) {
                desk.pass(Duration.ofDays(1));
                since = desk.engine.clock().instant();
            }
            String hex = desk.declare("k" + i).digest().hex();
            all.add(hex);
            (i < 3 ? all : late).add(hex);
        }

        ExportReport whole = export.job("tickets", directory.resolve("all"));
        ExportReport part = export.job("tickets", since, directory.resolve("late"));

        assertThat(whole.runs()).isEqualTo(53);
        assertThat(folders("all")).isEqualTo(all);
        assertThat(part.runs()).isEqualTo(50);
        assertThat(folders("late")).isEqualTo(late);
        assertThat(predicate("all")).isEqualTo(list("all") + ",\"job\":\"tickets\",\"runs\":53}");
        assertThat(predicate("late"))
                .isEqualTo(list("late") + ",\"job\":\"tickets\",\"runs\":50,\"since\":\"" + since + "\"}");
    }

    @Test
    void signs_the_list_of_all_files() throws Exception {
        Identity run = desk.tickets("k");

        Tree tree = export("out", run);

        byte[] statement = tree.files().get("statement.json");
        assertThat(predicate("out")).isEqualTo(list("out") + ",\"runs\":1}");
        assertThat(CanonicalJson.isCanonical(statement)).isTrue();
        assertThat(tree.text("statement.json"))
                .startsWith("{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicate\":")
                .endsWith(",\"predicateType\":\"https://avow.dev/evidence/export/v1\",\"subject\":["
                        + list("out").substring(list("out").indexOf(':') + 1) + "]}");
        assertThat(tree.files().get("envelope.dsse.json"))
                .isEqualTo(Dsse.envelope("application/vnd.in-toto+json", statement, Optional.of(key)));
    }

    private String predicate(String name) throws IOException {
        return new Tree(directory.resolve(name))
                .text("statement.json")
                .replaceAll(".*\"predicate\":(.*),\"predicateType\".*", "$1");
    }

    private String list(String name) throws IOException {
        byte[] sums = Files.readAllBytes(directory.resolve(name).resolve("SHA256SUMS"));
        return "{\"files\":{\"digest\":{\"sha256\":\"" + Digest.of(sums).hex() + "\"},\"name\":\"SHA256SUMS\"}";
    }

    private Set<String> folders(String name) throws IOException {
        Set<String> folders = new HashSet<>();
        try (Stream<Path> files = Files.list(directory.resolve(name))) {
            files.filter(Files::isDirectory)
                    .forEach(folder -> folders.add(folder.getFileName().toString()));
        }
        return folders;
    }
}
