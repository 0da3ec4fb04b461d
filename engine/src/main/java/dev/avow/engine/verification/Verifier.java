package dev.avow.engine.verification;

import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Identity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Verifies a store: recomputes from the stored bytes and events all that its rows say, and believes no column. It reads
 * only, a page in a snapshot at a time, so that an engine may go on working; it needs the same memory for any store.
 *
 * <p>What is changed together with all that it is checked against cannot be seen: {@code docs/verify.md} lists what that
 * is. Threads may share a verifier; each verification has its own state.
 */
public final class Verifier {

    /** What is of no job and no moment. */
    private static final Set<Phase> WHOLE = Set.of(Phase.SPECS, Phase.ORDER, Phase.LISTS, Phase.CONTENTS);

    private static final long PAGE_BYTES = 4 << 20;

    private final Store store;
    private final long pageBytes;

    /** @param store open for reading or writing */
    public Verifier(Store store) {
        this(store, PAGE_BYTES);
    }

    /** @param pageBytes how many bytes of runs are read at once, unless one run has more */
    Verifier(Store store, long pageBytes) {
        this.store = store;
        this.pageBytes = pageBytes;
    }

    /**
     * Verifies what is in a scope.
     *
     * @param listener hears of each finding and of each page
     * @return what was checked, which may be nothing: that is not {@linkplain VerificationReport#passed() passed}
     * @throws EngineException if the scope resumes at what is no position of a verification
     * @throws dev.avow.db.StoreException if the store cannot be read; go on from the last position that was reached
     */
    public VerificationReport verify(Scope scope, VerificationListener listener) {
        Tally tally = new Tally(listener);
        KeptContents contents = new KeptContents(store);
        Position from = scope.resume().map(Position::parse).orElse(new Position(Phase.RUNS, Optional.empty()));
        for (Phase phase : phases(scope)) {
            if (phase.compareTo(from.phase()) >= 0) {
                try (Pass pass = pass(phase, scope, tally, contents)) {
                    run(
                            phase,
                            pass,
                            phase == from.phase() ? from.key() : Optional.empty(),
                            position -> listener.reached(position, tally.checked()));
                }
            }
        }
        return new VerificationReport(tally.checked(), tally.findings(), scope.resume());
    }

    private static void run(Phase phase, Pass pass, Optional<String> from, Consumer<String> reached) {
        Optional<String> after = from;
        do {
            after = pass.page(after);
            after.ifPresent(key -> reached.accept(new Position(phase, Optional.of(key)).text()));
        } while (after.isPresent());
    }

    /** Begins to check one run, in a snapshot of the caller's. */
    public RunVerification run(Identity identity) {
        return new RunVerification(store, identity);
    }

    /** A choice of runs has its specs and contents checked with them. */
    private static List<Phase> phases(Scope scope) {
        return Arrays.stream(Phase.values())
                .filter(phase -> scope.isAll() || !WHOLE.contains(phase))
                .toList();
    }

    private Pass pass(Phase phase, Scope scope, Tally tally, KeptContents contents) {
        return switch (phase) {
            case RUNS -> new RunPass(store, scope, tally, contents, pageBytes);
            case SPECS -> new SpecPass(store, tally);
            case EVENTS -> new JobEventPass(store, scope, tally);
            case ORDER -> new OrderPass(store, tally);
            case USES -> new SpecUsePass(store, scope, tally);
            case SLOTS -> new SlotPass(store, scope, tally);
            case UNDECLARED -> new UndeclaredPass(store, scope, tally);
            case MAPPINGS -> MappingPass.ofLists(store, scope, tally, contents);
            case REFUSALS -> MappingPass.ofRefusals(store, scope, tally, contents);
            case LISTS -> new ListPass(store, tally);
            case CONTENTS -> new ContentPass(store, tally);
        };
    }

    /** What is checked one after the other; positions have the names. */
    private enum Phase {
        RUNS,
        SPECS,
        EVENTS,
        ORDER,
        USES,
        SLOTS,
        UNDECLARED,
        MAPPINGS,
        REFUSALS,
        LISTS,
        CONTENTS
    }

    /** How far a verification has come: {@code runs:sha256:...}. */
    private record Position(Phase phase, Optional<String> key) {

        String text() {
            return phase.name().toLowerCase(Locale.ROOT) + ":" + key.orElse("");
        }

        static Position parse(String text) {
            int colon = text.indexOf(':');
            String name = colon < 0 ? text : text.substring(0, colon);
            Phase phase = Arrays.stream(Phase.values())
                    .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(() -> Keys.invalid(text));
            String key = colon < 0 ? "" : text.substring(colon + 1);
            return new Position(phase, Optional.of(key).filter(some -> !some.isEmpty()));
        }
    }
}
