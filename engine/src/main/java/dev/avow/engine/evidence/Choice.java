package dev.avow.engine.evidence;

import dev.avow.db.Lookups.RunFilter;
import dev.avow.db.Runs.PageKey;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Store;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.Printable;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Which runs are exported, in which order, and what the statement on an export says of that. */
interface Choice {

    void each(Sink sink) throws IOException;

    JsonObject.Builder predicate();

    /** Takes runs one by one. */
    interface Sink {

        void accept(Identity identity) throws IOException;
    }

    /** Runs that are named, each once, by identity. */
    record Named(List<Identity> identities) implements Choice {

        static Named of(Collection<Identity> identities) {
            TreeSet<String> each = new TreeSet<>();
            identities.forEach(identity -> each.add(identity.toString()));
            if (each.isEmpty()) {
                throw new EvidenceException("No run is given. Name at least one by its identity.");
            }
            return new Named(each.stream().map(Identity::parse).toList());
        }

        @Override
        public void each(Sink sink) throws IOException {
            for (Identity identity : identities) {
                sink.accept(identity);
            }
        }

        @Override
        public JsonObject.Builder predicate() {
            return JsonObject.builder();
        }
    }

    /** All runs of a job whose occasion is at a moment or after it, newest occasion first. */
    record OfJob(Store store, String job, Optional<Instant> since) implements Choice {

        private static final int PAGE = 50;

        @Override
        public void each(Sink sink) throws IOException {
            Instant first = since.orElse(Instant.MIN);
            Optional<PageKey> before = Optional.empty();
            boolean more;
            do {
                List<RunRow> page = page(before);
                more = page.size() == PAGE;
                for (RunRow row : page) {
                    if (row.at().isBefore(first)) {
                        more = false;
                        break;
                    }
                    sink.accept(Identity.parse(row.identity()));
                    before = Optional.of(PageKey.of(row));
                }
            } while (more);
            if (before.isEmpty()) {
                throw none();
            }
        }

        private List<RunRow> page(Optional<PageKey> before) {
            return store.read(session -> session.lookups().page(RunFilter.ofJob(job), before, PAGE));
        }

        private EvidenceException none() {
            String when = since.map(moment -> " at " + moment + " or after it").orElse("");
            return new EvidenceException("Nothing exported: job " + Printable.quoted(job) + " has no runs" + when
                    + " in the store. Check its name" + (when.isEmpty() ? "." : " and the time."));
        }

        @Override
        public JsonObject.Builder predicate() {
            JsonObject.Builder predicate = JsonObject.builder().put("job", job);
            since.ifPresent(moment -> predicate.put("since", moment.toString()));
            return predicate;
        }
    }
}
