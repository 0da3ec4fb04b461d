package dev.avow.engine.dsl;

import java.util.Collection;

/** Where a container finds several jobs at once, such as those that are made from a list of settings. */
@FunctionalInterface
public interface JobSource {

    /** Returns jobs to register; called once for each engine, before it starts. */
    Collection<Job> jobs();
}
