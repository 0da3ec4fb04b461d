package dev.avow.engine.dsl;

import dev.avow.engine.declaration.Occasion;
import java.util.List;

/** Says by code what a mapped task has a run for each of. */
@FunctionalInterface
public interface ElementSource {

    /**
     * Returns the keys of the elements in their order, each one once, each a line of 1 to 200 characters.
     *
     * @throws Exception if they cannot be told; the task is refused then, and tried again by the job's policy
     */
    List<String> keys(Occasion occasion) throws Exception;
}
