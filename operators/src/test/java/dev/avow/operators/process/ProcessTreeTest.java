package dev.avow.operators.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessTreeTest {

    @Test
    void kills_a_descendant_that_outlived_the_process_once_it_was_seen(@TempDir Path directory) throws Exception {
        Path pipe = Pipes.pipe(directory, "pipe");
        Path gate = Pipes.pipe(directory, "gate");
        String script = "sh -c 'exec 3>\"$1\"; echo ready >&3; sleep 600' sh \"$1\" & read line < \"$2\"";
        Process process = new ProcessBuilder("sh", "-c", script, "sh", pipe.toString(), gate.toString()).start();
        ProcessTree tree = new ProcessTree(process.toHandle());

        try (BufferedReader child = Files.newBufferedReader(pipe)) {
            assertThat(child.readLine()).isEqualTo("ready");
            tree.look();
            Files.writeString(gate, "go\n");
            assertThat(process.waitFor()).isZero();
            tree.kill();

            assertThat(child.readLine())
                    .as("the pipe's end, once all that hold it are dead")
                    .isNull();
        }
    }
}
