package dev.avow.db;

import dev.avow.db.Slots.DefinitionRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which jobs a store knows, and how busy they are. */
public interface Jobs {

    /** Returns the names of all jobs that were registered with a schedule, declared or paused, in their order. */
    List<String> names();

    /** Returns the cursors of all schedules with their definitions, by job and schedule. */
    List<DefinitionRow> cursors();

    /** Returns the names of the jobs that are paused, in their order. */
    List<String> paused();

    /** Returns how many runs of each job are in one of these states, by job, state and what they wait for. */
    List<CountRow> counts(Set<String> states);

    /** How many runs of a job stand so. */
    record CountRow(String job, String state, Optional<String> waiting, long runs) {}
}
