package dev.avow.engine.cdi;

import dev.avow.engine.history.History;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;

/** Gives injection points the history of the one engine; public for the container, which makes it. */
public final class HistoryCreator implements SyntheticBeanCreator<History> {

    @Override
    public History create(Instance<Object> lookup, Parameters params) {
        return lookup.select(AvowBean.class).get().avow().history();
    }
}
