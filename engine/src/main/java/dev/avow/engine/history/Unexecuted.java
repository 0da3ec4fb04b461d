package dev.avow.engine.history;

import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Lookups.RunFilter;
import dev.avow.db.Runs.PageKey;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.NeverExecuted.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pages of what was never executed. Runs and events are two lists, each with its own order; a page merges their heads,
 * newest first, and its cursor says how far each list was read. So nothing comes twice, and nothing is passed over.
 */
final class Unexecuted {

    /** The states of runs without an attempt. */
    private static final Set<String> STATES = Stream.of(
                    RunState.DECLARED, RunState.CANCELLED, RunState.REJECTED, RunState.EXPIRED)
            .map(Enum::name)
            .collect(Collectors.toSet());

    private static final List<EventKind> KINDS = List.of(EventKind.REFUSED, EventKind.SKIPPED, EventKind.UNDECLARED);

    private static final Comparator<StoredEvent> NEWEST_FIRST =
            Comparator.comparingLong(StoredEvent::seq).reversed();

    private Unexecuted() {}

    /** How far each list was read; empty before its beginning. */
    record Place(Optional<PageKey> run, OptionalLong event) {

        private static final String NONE = "-";

        static Place start() {
            return new Place(Optional.empty(), OptionalLong.empty());
        }

        String text() {
            String seq = event.isPresent() ? Long.toString(event.getAsLong()) : NONE;
            return run.map(PageCursor::text).orElse(NONE) + "~" + seq;
        }

        static Place parse(String text) {
            int split = text.lastIndexOf('~');
            if (split < 1) {
                throw RunPages.refused(text);
            }
            String run = text.substring(0, split);
            String seq = text.substring(split + 1);
            return new Place(
                    run.equals(NONE) ? Optional.empty() : Optional.of(PageCursor.parse(run)),
                    seq.equals(NONE) ? OptionalLong.empty() : OptionalLong.of(RunPages.place(seq)));
        }
    }

    static Page<NeverExecuted> page(Session session, Optional<String> job, Place from, int limit) {
        List<RunRow> runs = session.lookups().page(filter(job), from.run(), limit + 1);
        List<StoredEvent> events = events(session, job, from.event().orElse(Long.MAX_VALUE), limit + 1);
        List<NeverExecuted> items = new ArrayList<>();
        Place place = from;
        int run = 0;
        int event = 0;
        while (run + event < limit && (run < runs.size() || event < events.size())) {
            boolean runIsNext = event == events.size()
                    || (run < runs.size()
                            && !runs.get(run)
                                    .at()
                                    .isBefore(events.get(event).event().at()));
            if (runIsNext) {
                RunRow row = runs.get(run++);
                place = new Place(Optional.of(PageKey.of(row)), place.event());
                items.add(of(session, row));
            } else {
                StoredEvent stored = events.get(event++);
                place = new Place(place.run(), OptionalLong.of(stored.seq()));
                of(session, stored).ifPresent(items::add);
            }
        }
        boolean more = run < runs.size() || event < events.size();
        return new Page<>(items, more ? Optional.of(place.text()) : Optional.empty());
    }

    private static RunFilter filter(Optional<String> job) {
        return new RunFilter(
                job,
                Optional.empty(),
                STATES,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(false),
                List.of(),
                false);
    }

    private static List<StoredEvent> events(Session session, Optional<String> job, long before, int limit) {
        List<String> jobs = job.map(List::of).orElseGet(() -> session.jobs().names());
        return jobs.stream()
                .flatMap(name -> KINDS.stream()
                        .flatMap(kind -> session.events().ofKind(name, kind.name(), before, limit).stream()))
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    private static NeverExecuted of(Session session, RunRow row) {
        RunView view = Views.of(session, row);
        Optional<EventBody> denial = view.waiting().equals(Optional.of(Waiting.DENIED))
                ? session.events()
                        .newest(row.identity(), EventKind.DENIED.name())
                        .map(EventBody::of)
                : Optional.empty();
        return new NeverExecuted(
                kind(view),
                view.job(),
                Optional.of(view.task()),
                view.occasion(),
                view.at(),
                denial.map(body -> body.text("reason"))
                        .orElseGet(() -> view.waiting()
                                .map(Enum::name)
                                .orElse(view.state().name())),
                denial.map(body -> body.text("message")).orElse(view.detail()),
                Optional.of(view));
    }

    private static Kind kind(RunView view) {
        if (view.state().isFinal()) {
            return Kind.ENDED;
        }
        return view.waiting()
                .map(waiting -> waiting == Waiting.DENIED ? Kind.DENIED : Kind.WAITING)
                .orElse(Kind.ADMITTED);
    }

    /** Returns nothing for what was declared after all. */
    private static Optional<NeverExecuted> of(Session session, StoredEvent stored) {
        EventBody body = EventBody.of(stored);
        String job = stored.event().job();
        Kind kind = Kind.valueOf(stored.event().kind());
        if (kind == Kind.SKIPPED) {
            long slots = body.number("slots");
            String text = slots == 1
                    ? "The slot " + body.text("last") + " was passed over."
                    : slots + " slots up to " + body.text("last") + " were passed over.";
            String occasion = "slot:" + body.text("schedule") + ":" + body.text("first");
            return Optional.of(entry(stored, Optional.empty(), occasion, body.text("catchUp"), text));
        }
        String task = body.text("task");
        String occasion = body.text("occasion");
        boolean declared = session.runs().ofOccasion(job, occasion).stream()
                .anyMatch(run -> run.key().task().equals(task));
        String reason = body.text(kind == Kind.REFUSED ? "code" : "reason");
        String message = body.text(kind == Kind.REFUSED ? "message" : "detail");
        return declared ? Optional.empty() : Optional.of(entry(stored, Optional.of(task), occasion, reason, message));
    }

    private static NeverExecuted entry(
            StoredEvent stored, Optional<String> task, String occasion, String reason, String message) {
        return new NeverExecuted(
                Kind.valueOf(stored.event().kind()),
                stored.event().job(),
                task,
                occasion,
                stored.event().at(),
                reason,
                message,
                Optional.empty());
    }
}
