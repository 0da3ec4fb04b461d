package dev.avow.db;

import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Runs.RunRow;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is read of a run on its way to a claim, each time in one statement. */
public interface Claims {

    /**
     * Returns what is stored of a run, as it stands at one moment.
     *
     * @param kinds of the events to return
     * @return empty if it is not declared
     */
    Optional<Seen> see(String identity, Set<String> kinds);

    /**
     * Locks those of these runs that no other transaction has locked: nobody is waited for, so that what is read with the
     * runs is as of the statement that locks them, and not as of before a wait.
     *
     * @return in no order, without those that are locked, or not there: {@link Runs#lock} tells which
     */
    List<Free> lockFree(Collection<String> identities);

    /**
     * What is stored of a run.
     *
     * @param spec the one that the declaration's row names
     * @param paused whether the run's job is
     * @param events of the kinds that were asked for, oldest first
     */
    record Seen(
            DeclarationRow declaration,
            Optional<SpecRow> spec,
            Optional<RunRow> run,
            boolean paused,
            List<StoredEvent> events) {

        public Seen {
            events = List.copyOf(events);
        }
    }

    /**
     * A run that is locked now.
     *
     * @param owner the token of the store's owner, if it has one
     * @param paused whether the run's job is, when the run was locked
     */
    record Free(RunRow run, Optional<String> owner, boolean paused) {}
}
