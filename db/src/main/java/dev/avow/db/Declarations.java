package dev.avow.db;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Declarations and what stands beside them; all of it is only ever appended. */
public interface Declarations {

    /** Stores a spec document, unless its digest is stored already. */
    void putSpec(SpecRow spec);

    Optional<SpecRow> findSpec(String digest);

    /**
     * Stores a declaration; its spec must be stored before.
     *
     * @return false, and nothing stored, if the identity or (job, task, occasion, number, index) is taken
     */
    boolean insert(DeclarationRow declaration);

    Optional<DeclarationRow> find(String identity);

    Optional<DeclarationRow> findByOccasion(OccasionKey key, int number, int index);

    /** Returns the highest number that a declaration of this occasion and task has, 0 if there is none. */
    int lastNumber(OccasionKey key);

    /** Stores where each input of a declaration lies. */
    void insertLocators(String identity, List<LocatorRow> locators);

    /** Returns the locators of a declaration, by input name. */
    List<LocatorRow> locators(String identity);

    /** Tells whether a task's newest noted spec is this one, which is stored then. */
    boolean isNewestSpec(OccasionKey key, String spec);

    /** Returns the newest noted specs of some tasks, without those for which none is noted. */
    Map<TaskKey, String> newestSpecs(Set<TaskKey> tasks);

    /** Notes the spec of a declaration as the task's newest, if the newest noted one is another. */
    void noteSpec(String identity, OccasionKey key, String spec, Instant at);

    /** Returns which specs the tasks of a job had, oldest first, each with the first declaration that was made from it. */
    List<SpecUseRow> specUses(String job);

    /** As {@link #specUses}, each with its spec's canonical bytes, in one statement; empty where it is not stored. */
    List<UsedSpec> usedSpecs(String job);

    /**
     * Stores that a task will never be declared for an occasion.
     *
     * @return false, and nothing stored, if that is stored already
     */
    boolean insertUndeclared(UndeclaredRow undeclared);

    Optional<UndeclaredRow> findUndeclared(OccasionKey key);

    /** Returns what was never declared of a job, newest first. */
    List<UndeclaredRow> undeclared(String job, int limit);

    /**
     * What a declaration is made for.
     *
     * @param occasion the occasion's key, unique within a job
     */
    record OccasionKey(String job, String task, String occasion) {

        public TaskKey taskKey() {
            return new TaskKey(job, task);
        }
    }

    /** Names a task. */
    record TaskKey(String job, String task) {}

    /**
     * A declaration.
     *
     * @param number 1 for the automatic declaration of an occasion and task, more for later ones
     * @param spec the digest of the spec document
     * @param index of the element of a mapped task, else {@link #NOT_MAPPED}
     * @param body the declaration's canonical bytes, of which the identity is the digest
     */
    record DeclarationRow(
            String identity, OccasionKey key, int number, int index, String spec, Bytes body, Instant declaredAt) {

        /** The index of a declaration that is for no element of a list. */
        public static final int NOT_MAPPED = -1;

        /** Makes the row of a declaration that is for no element of a list. */
        public DeclarationRow(
                String identity, OccasionKey key, int number, String spec, Bytes body, Instant declaredAt) {
            this(identity, key, number, NOT_MAPPED, spec, body, declaredAt);
        }
    }

    /**
     * A spec document.
     *
     * @param body the canonical bytes, of which the digest is the digest
     */
    record SpecRow(String digest, String job, String task, Bytes body, Instant storedAt) {}

    /** Where an input lies. */
    record LocatorRow(String input, String locator) {}

    /**
     * A spec that a task had for some time.
     *
     * @param number counted from 1 for each task
     * @param identity the first declaration that was made from it
     */
    record SpecUseRow(String job, String task, int number, String spec, String identity, Instant at) {}

    /** A spec that a task had for some time, and its document. */
    record UsedSpec(SpecUseRow use, Optional<Bytes> body) {}

    /** A task that will never be declared for an occasion, and why. */
    record UndeclaredRow(OccasionKey key, String reason, Instant at) {}
}
