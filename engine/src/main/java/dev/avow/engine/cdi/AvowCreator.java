package dev.avow.engine.cdi;

import dev.avow.engine.run.Avow;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;

/** Gives injection points the one engine; public for the container, which makes it. */
public final class AvowCreator implements SyntheticBeanCreator<Avow> {

    @Override
    public Avow create(Instance<Object> lookup, Parameters params) {
        return lookup.select(AvowBean.class).get().avow();
    }
}
