package dev.avow.engine.evidence;

import dev.avow.db.Events.EventRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Session;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonRefusedException;
import dev.avow.engine.identity.JsonString;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the events of a run in order, and keeps what the page says of them. */
final class EventLog {

    static final int SHOWN = 20;

    private static final int PAGE = 50;

    private final StoredRun stored;
    private final SortedMap<String, Integer> kinds = new TreeMap<>();
    private final Deque<Shown> newest = new ArrayDeque<>();
    private long count;
    private long last;
    private long withheld;

    private EventLog(StoredRun stored) {
        this.stored = stored;
    }

    /** Writes a file of each event, and a line of each to the list of them. */
    static EventLog write(Session session, StoredRun stored, RunFolder folder) throws IOException {
        EventLog log = new EventLog(stored);
        try (OutputStream index = folder.open(RunFolder.EVENTS)) {
            List<StoredEvent> page;
            do {
                page = session.events().ofRunAfter(stored.identity().toString(), log.last, PAGE);
                for (StoredEvent event : page) {
                    index.write(log.write(event, folder));
                    index.write('\n');
                }
            } while (page.size() == PAGE);
        }
        return log;
    }

    private byte[] write(StoredEvent event, RunFolder folder) throws IOException {
        EventRow row = event.event();
        byte[] body = row.body().toArray();
        JsonObject json = read(event, body);
        boolean hidden = stored.hidesOutputs() && !outputs(json).isEmpty();
        JsonObject.Builder line = JsonObject.builder()
                .put("seq", event.seq())
                .put("kind", row.kind())
                .put("at", row.at().toString());
        row.attempt().ifPresent(attempt -> line.put("attempt", attempt));
        if (hidden) {
            withheld++;
            line.put("withheld", true);
        } else {
            String file = "events/" + event.seq() + ".json";
            folder.add(file, body);
            line.put("digest", row.digest()).put("file", file);
        }
        remember(event, json);
        return CanonicalJson.bytes(line.build());
    }

    /** It was verified to be an object in canonical form. */
    private JsonObject read(StoredEvent event, byte[] body) {
        try {
            return CanonicalJson.parseObject(body);
        } catch (JsonRefusedException e) {
            throw new EvidenceException(
                    "Export refused: event " + event.seq() + " of run " + stored.identity()
                            + " cannot be read. Restore the store from a backup.",
                    e);
        }
    }

    private void remember(StoredEvent event, JsonObject json) {
        EventRow row = event.event();
        count++;
        last = event.seq();
        kinds.merge(row.kind(), 1, Integer::sum);
        newest.add(new Shown(
                event.seq(), row, text(json, "by"), text(json, "reason").or(() -> text(json, "comment"))));
        if (newest.size() > SHOWN) {
            newest.remove();
        }
    }

    private static List<JsonObject> outputs(JsonObject event) {
        return event
                .find("outputs")
                .filter(JsonArray.class::isInstance)
                .map(list -> ((JsonArray) list).values())
                .orElse(List.of())
                .stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.find(name).filter(JsonString.class::isInstance).map(value -> ((JsonString) value).value());
    }

    long count() {
        return count;
    }

    /** Returns the place of the newest event in the store's order, 0 if there is none. */
    long last() {
        return last;
    }

    /** Returns how many events stay in the store. */
    long withheld() {
        return withheld;
    }

    SortedMap<String, Integer> kinds() {
        return kinds;
    }

    Collection<Shown> newest() {
        return newest;
    }

    /** An event as the page shows it: who is behind it, and what they said, where it tells. */
    record Shown(long seq, EventRow row, Optional<String> by, Optional<String> words) {}
}
