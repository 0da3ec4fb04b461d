package dev.avow.operators.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process and all that were seen to descend from it. For one thread.
 *
 * <p>A process whose parent ends gets another parent, so a descendant is known for sure only while the chain to the root
 * lives: therefore {@link #look} is called again and again, and what was seen once is remembered. A handle knows when its
 * process started, so a number that the system gave to another process is never killed.
 */
final class ProcessTree {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
    private static final int ROUNDS = 20;

    private final ProcessHandle root;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    ProcessTree(ProcessHandle root) {
        this.root = root;
        seen.add(root);
    }

    /** Remembers all that descend from the root, or from what was seen before, now. */
    void look() {
        for (ProcessHandle handle : List.copyOf(seen)) {
            if (handle.isAlive()) {
                handle.descendants().forEach(seen::add);
            } else if (!handle.equals(root)) {
                seen.remove(handle);
            }
        }
    }

    /** Kills the root and its descendants, and does not wait for their end. */
    void kill() {
        stop();
        seen.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }

    /** Stops all of them first: what stands still cannot fork, so nothing is born between the last look and the kill. */
    private void stop() {
        Set<ProcessHandle> stopped = new LinkedHashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            look();
            List<ProcessHandle> moving = seen.stream()
                    .filter(ProcessHandle::isAlive)
                    .filter(stopped::add)
                    .toList();
            if (moving.isEmpty()) {
                return;
            }
            signal(moving);
        }
    }

    private static void signal(List<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -STOP \"$@\" 2>/dev/null", "sh"));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(command)
                    .start()
                    .onExit()
                    .join(); // why: join heeds no interrupt, and this thread has one
        } catch (IOException e) {
            LOG.warn(
                    "Processes {} cannot be stopped before they are killed; one that forks now may escape", command, e);
        }
    }
}
