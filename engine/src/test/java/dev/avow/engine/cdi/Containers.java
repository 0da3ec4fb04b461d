package dev.avow.engine.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;

/** Containers of just the beans that a test names. */
final class Containers {

    private Containers() {}

    static SeContainerInitializer with(Class<?>... beans) {
        return SeContainerInitializer.newInstance().disableDiscovery().addBeanClasses(beans);
    }

    static SeContainer of(Class<?>... beans) {
        return with(beans).initialize();
    }
}
