package dev.avow.engine.cdi;

import dev.avow.engine.history.History;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.AvowBuilder;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;

/**
 * Makes {@link Avow} and {@link History} injectable in an application that produces an {@link AvowBuilder}, and starts and
 * stops the engine with it. In any other application it makes no bean that could be injected, so that one may be built
 * by hand. Containers find it by themselves, those of CDI 4.0 or later.
 *
 * @see <a href="https://jakarta.ee/specifications/cdi/4.0/jakarta-cdi-spec-4.0#spi">CDI 4.0, section 2.10: build
 *     compatible extensions</a>
 */
public final class AvowExtension implements BuildCompatibleExtension {

    private boolean wanted;

    /** Adds what keeps the engine. */
    @Discovery
    public void discover(ScannedClasses classes) {
        classes.add(AvowBean.class.getName());
    }

    /** Sees that the application produces a builder. */
    @Registration(types = AvowBuilder.class)
    public void found(BeanInfo builder) {
        wanted = true;
    }

    /** Makes the engine and its history injectable, if there is a builder. */
    @Synthesis
    public void add(SyntheticComponents components) {
        if (wanted) {
            // why: dependent, since a final class has no client proxy; all of them are the same engine
            components
                    .addBean(Avow.class)
                    .type(Avow.class)
                    .scope(Dependent.class)
                    .createWith(AvowCreator.class);
            components
                    .addBean(History.class)
                    .type(History.class)
                    .scope(Dependent.class)
                    .createWith(HistoryCreator.class);
        }
    }
}
