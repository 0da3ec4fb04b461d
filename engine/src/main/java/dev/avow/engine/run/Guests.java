package dev.avow.engine.run;

import dev.avow.engine.operator.OperatorSource;
import java.util.List;

/** The application's code that an engine calls. */
record Guests(OperatorSource operators, List<RunListener> listeners) {

    Guests {
        listeners = List.copyOf(listeners);
    }
}
