package dev.avow.operators.process;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A process and all that were seen to descend from it. For one thread.
 *
 * <p>A process whose parent ends gets another parent, so a descendant is known for sure only while the chain to the root
 * lives: therefore {@link #look} is called again and again, and what was seen once is remembered. A handle knows when its
 * process started, so a number that the system gave to another process is never killed.
 */
final class ProcessTree {

    private static final int ROUNDS = 3; // why: what forks while it is being killed is found in the next round

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
        for (int round = 0; round < ROUNDS; round++) {
            look();
            seen.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        }
    }
}
