package dev.avow.engine.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Instance.Handle;
import java.util.function.Supplier;

/** Does work in a request scope, which is a new one unless the thread has one already. Threads may share it. */
final class RequestScopes {

    private final Instance<RequestContextController> controllers;

    RequestScopes(Instance<RequestContextController> controllers) {
        this.controllers = controllers;
    }

    /** Does the work, and then destroys the beans of its scope. */
    <T> T within(Supplier<T> work) {
        // why: a controller remembers whether it made the scope, so that each use needs its own
        Handle<RequestContextController> handle = controllers.getHandle();
        try {
            return within(handle.get(), work);
        } finally {
            handle.destroy();
        }
    }

    private static <T> T within(RequestContextController controller, Supplier<T> work) {
        boolean mine = controller.activate();
        try {
            return work.get();
        } finally {
            if (mine) {
                controller.deactivate();
            }
        }
    }
}
