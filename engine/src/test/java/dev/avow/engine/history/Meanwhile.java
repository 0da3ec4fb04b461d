package dev.avow.engine.history;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A real database in which something happens once, before the second statement that is prepared; for one thread. */
final class Meanwhile {

    private final DataSource real;
    private Optional<Runnable> action = Optional.empty();
    private int prepared;

    Meanwhile(DataSource real) {
        this.real = real;
    }

    /** Counts statements from now on, and runs this before the second one. */
    void beforeTheSecondStatement(Runnable next) {
        action = Optional.of(next);
        prepared = 0;
    }

    boolean hasHappened() {
        return action.isEmpty();
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                Meanwhile.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Object result = call(real, method, arguments);
                    return result instanceof Connection open ? connection(open) : result;
                });
    }

    private Connection connection(Connection open) {
        return (Connection) Proxy.newProxyInstance(
                Meanwhile.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        happen();
                    }
                    return call(open, method, arguments);
                });
    }

    private void happen() {
        if (++prepared == 2) {
            Optional<Runnable> now = action;
            action = Optional.empty();
            now.ifPresent(Runnable::run);
        }
    }

    private static @Nullable Object call(Object on, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
