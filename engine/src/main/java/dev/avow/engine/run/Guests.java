package dev.avow.engine.run;

import dev.avow.engine.operator.OperatorSource;
import java.util.List;

/** The application's code that an engine calls, and what is kept from being heard of it. */
record Guests(OperatorSource operators, List<RunListener> listeners, Connections connections, SecretGuard guard) {

    Guests {
        listeners = List.copyOf(listeners);
    }
}
