package dev.avow.operators.batch;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The batches of an endpoint, and its list of them: newest first, by pages, and behind if a test says so. */
final class BatchServerList {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, ObjectNode> batches = new LinkedHashMap<>();
    private final Map<String, String> byKey = new LinkedHashMap<>();
    private final Set<String> hidden = new HashSet<>();
    private boolean lagging;
    private boolean heedingKeys;

    List<ObjectNode> all() {
        return new ArrayList<>(batches.values());
    }

    ObjectNode get(String id) {
        return batches.get(id);
    }

    void lag() {
        lagging = true;
    }

    void catchUp() {
        lagging = false;
        hidden.clear();
    }

    void heedKeys() {
        heedingKeys = true;
    }

    /** Makes a batch, or gives the one that was made under this key if it heeds keys. */
    ObjectNode add(ObjectNode batch, Instant created, String key) {
        String known = heedingKeys ? byKey.get(key) : null;
        if (known != null) {
            return get(known);
        }
        String id = "batch_" + (batches.size() + 1);
        batch.put("id", id).put("status", "in_progress").put("created_at", created.getEpochSecond());
        batches.put(id, batch);
        byKey.put(key, id);
        if (lagging) {
            hidden.add(id);
        }
        return batch;
    }

    /** @param text the query of the address, such as {@code limit=100&after=batch_7} */
    ObjectNode page(String text) {
        Map<String, String> query = query(text);
        List<ObjectNode> newestFirst = new ArrayList<>(batches.values());
        Collections.reverse(newestFirst);
        newestFirst.removeIf(batch -> hidden.contains(id(batch)));
        List<String> ids = newestFirst.stream().map(BatchServerList::id).toList();
        int from = query.containsKey("after") ? ids.indexOf(query.get("after")) + 1 : 0;
        int to = Math.min(from + Integer.parseInt(query.getOrDefault("limit", "20")), ids.size());
        ObjectNode page = JSON.createObjectNode().put("has_more", to < ids.size());
        ArrayNode data = page.putArray("data");
        newestFirst.subList(from, to).forEach(data::add);
        return page;
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return query;
    }

    private static String id(ObjectNode batch) {
        return batch.path("id").asText();
    }
}
