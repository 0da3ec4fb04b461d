package dev.avow.telemetry.lineage;

import dev.avow.engine.EngineException;
import dev.avow.engine.run.AvowBuilder;
import io.openlineage.client.transports.Transport;

/**
 * Sends what happens to runs as OpenLineage run events, with what they read and made by digest. Immutable; threads may
 * share it.
 *
 * @see <a href="https://openlineage.io/docs/spec/object-model">OpenLineage: object model</a>
 */
public final class AvowLineage {

    private static final String DEFAULT_NAMESPACE = "avow";

    private final Transport transport;
    private final String namespace;

    private AvowLineage(Transport transport, String namespace) {
        this.transport = transport;
        this.namespace = namespace;
    }

    /**
     * Returns lineage in the namespace {@code avow}.
     *
     * @param transport which sends the events, one at a time; close it after the engine
     */
    public static AvowLineage to(Transport transport) {
        return new AvowLineage(transport, DEFAULT_NAMESPACE);
    }

    /**
     * Returns this with another namespace of jobs and datasets, such as one for each installation.
     *
     * @throws EngineException if it is blank
     */
    public AvowLineage namespace(String name) {
        if (name.isBlank()) {
            throw new EngineException("Namespace '" + name + "' is blank. Give it a name, or leave it out for '"
                    + DEFAULT_NAMESPACE + "'.");
        }
        return new AvowLineage(transport, name);
    }

    /** Has the events of an engine sent, and returns its builder. */
    public AvowBuilder addTo(AvowBuilder builder) {
        return builder.listener(history -> new LineageListener(history, new RunEvents(namespace), transport));
    }
}
