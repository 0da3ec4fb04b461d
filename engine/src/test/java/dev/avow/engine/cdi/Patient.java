package dev.avow.engine.cdi;

import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorResult;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** An operator that ends only when the container shuts down. */
@ApplicationScoped
@Named("patient")
class Patient extends TestOperator {

    @Inject
    private Happened happened;

    @Inject
    private Signals signals;

    Patient() {
        super("patient");
    }

    @Override
    public OperatorResult execute(DeclaredRun run) {
        signals.started().countDown();
        awaitShutdown();
        happened.add("executed");
        return OperatorResult.success();
    }

    private void awaitShutdown() {
        try {
            signals.shutdown().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void destroyed() {
        happened.add("destroyed");
    }
}
