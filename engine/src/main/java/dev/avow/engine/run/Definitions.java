package dev.avow.engine.run;

import dev.avow.db.Registrations.RegistrationRow;
import dev.avow.db.Session;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees and reports where nodes of a cluster have other definitions of one job, as during an upgrade. */
final class Definitions {

    private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);

    /** Stands for the node itself; no job can have this name. */
    private static final String NODE = "-";

    private final Core core;
    private final Set<String> reported = new HashSet<>();

    Definitions(Core core) {
        this.core = core;
    }

    /** Returns the digests of a job's specs by task. */
    static JsonObject specs(BoundJob job) {
        JsonObject.Builder specs = JsonObject.builder();
        job.tasks().forEach((task, bound) -> specs.put(task, bound.specDigest().toString()));
        return specs.build();
    }

    /** Says what this node has, in the transaction that registers it. */
    static void put(Session session, Core core, BoundJob job) {
        String specs = CanonicalJson.text(specs(job));
        session.registrations().put(new RegistrationRow(core.node(), job.name(), specs, 0, Times.millis(core.clock())));
    }

    /** Shows that this node lives, and says again what it has if others forgot it while it stood still. */
    void beat(Session session) {
        if (session.registrations().beat(core.node()) == 0) {
            session.registrations().put(new RegistrationRow(core.node(), NODE, "{}", 0, Times.millis(core.clock())));
            core.registry().all().forEach(job -> put(session, core, job));
        }
    }

    /** Returns the nodes that live, or ended so lately that nobody knows. */
    static Set<String> liveNodes(Session session) {
        return session.registrations().list().stream()
                .map(RegistrationRow::node)
                .collect(Collectors.toSet());
    }

    /** Reports definitions of nodes that live, and forgets those of nodes that do not. */
    void compare() {
        List<RegistrationRow> all =
                core.store().read(session -> session.registrations().list());
        for (RegistrationRow row : all) {
            if (row.node().equals(core.node())) {
                continue;
            }
            if (core.beats().standsStill("registration " + row.node() + "/" + row.job(), row.beat())) {
                core.store().write(session -> session.registrations().remove(row.node()));
            } else {
                core.registry().find(row.job()).ifPresent(job -> compare(job, row));
            }
        }
    }

    private void compare(BoundJob job, RegistrationRow other) {
        JsonObject own = specs(job);
        boolean differs = !CanonicalJson.text(own).equals(other.specs());
        if (differs && reported.add(other.node() + " " + other.specs() + " " + CanonicalJson.text(own))) {
            LOG.warn(
                    "Job '{}' is defined differently on node {}. Whichever node declares first decides; give all nodes"
                            + " one definition.\n  here:  {}\n  there: {}",
                    job.name(),
                    other.node(),
                    CanonicalJson.text(own),
                    other.specs());
            JsonObject event = JsonObject.builder()
                    .put("node", core.node())
                    .put("specs", own)
                    .put("otherNode", other.node())
                    .put("otherSpecs", CanonicalJson.parseObject(other.specs().getBytes(StandardCharsets.UTF_8)))
                    .build();
            core.store()
                    .writeOnly(session ->
                            core.journal().job(session, EventKind.REGISTERED_DIFFERENTLY, job.name(), event));
        }
    }
}
