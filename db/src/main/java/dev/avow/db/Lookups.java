package dev.avow.db;

import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Runs.Element;
import dev.avow.db.Runs.PageKey;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds runs by what is asked of them. */
public interface Lookups {

    /**
     * Returns runs of which all of a filter holds, newest occasion first, and of one occasion what was declared last.
     *
     * @param before where the page before ended: only runs after it in the order
     * @param limit from 1 to 1,001: a full page, and whether another one follows
     */
    List<RunRow> page(RunFilter filter, Optional<PageKey> before, int limit);

    /** As {@link #page}, what lists show of them, in one statement. */
    List<ListedRun> listed(RunFilter filter, Optional<PageKey> before, int limit);

    /**
     * Returns outputs with this digest, the newest first: which runs may have made that content.
     *
     * @param before the place of the last one of the page before
     */
    List<FoundOutput> outputs(String digest, long before, int limit);

    /**
     * What lists show of a run.
     *
     * @param took how long its newest attempt took, if it has ended
     */
    record ListedRun(
            PageKey place,
            OccasionKey key,
            Optional<Element> element,
            String spec,
            Standing standing,
            Optional<Duration> took) {

        public static ListedRun of(RunRow run, Optional<Duration> took) {
            return new ListedRun(PageKey.of(run), run.key(), run.element(), run.spec(), run.standing(), took);
        }
    }

    /** An output with its place in the order of all outputs. */
    record FoundOutput(long seq, OutputRow output) {}

    /**
     * Which runs are meant.
     *
     * @param states any of them; all if there is none
     * @param from the first moment of occasions
     * @param to the moment before which occasions are
     * @param executed whether an attempt was made; empty for both
     * @param uses what they used: all of it, directly or in a list; the one that fewest runs used comes first
     * @param usesLead whether the first use leads to fewer runs than the job does
     */
    record RunFilter(
            Optional<String> job,
            Optional<String> task,
            Set<String> states,
            Optional<String> waiting,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<Boolean> executed,
            List<Use> uses,
            boolean usesLead) {

        public RunFilter {
            states = Set.copyOf(states);
            uses = List.copyOf(uses);
        }

        /** Returns the filter for all runs of a job. */
        public static RunFilter ofJob(String job) {
            return new RunFilter(
                    Optional.of(job),
                    Optional.empty(),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    false);
        }

        /** Returns the filter for the runs of a job in a span of time, whose end does not belong to it. */
        public static RunFilter ofJob(String job, Instant from, Instant to) {
            return new RunFilter(
                    Optional.of(job),
                    Optional.empty(),
                    Set.of(),
                    Optional.empty(),
                    Optional.of(from),
                    Optional.of(to),
                    Optional.empty(),
                    List.of(),
                    false);
        }
    }

    /** A thing that runs used: a kind and a subject of {@link Uses.UseRow}. */
    record Use(String kind, String subject) {

        /** The kind of lists; what is in them is found through {@link Uses.MemberRow}. SQL has this name too. */
        public static final String LIST = "LIST";

        /** The kinds of what may be in a list; a test of the engine compares. */
        public static final Set<String> MEMBERS = Set.of("INPUT", "UPSTREAM");

        /** Whether runs may have used it in a list. */
        public boolean mayBeInList() {
            return MEMBERS.contains(kind);
        }
    }
}
