package dev.avow.engine.run;

import dev.avow.db.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A real store that a test disturbs at one point. */
final class DisturbedStore extends Unclosed {

    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicReference<Runnable> sync = new AtomicReference<>(() -> {});
    private final AtomicBoolean closed = new AtomicBoolean();

    DisturbedStore(Store store) {
        super(store);
    }

    /** Refuses the next connection that is asked for of the pool, which is where execution triggers are stored. */
    void refuseNextConnection() {
        refusals.incrementAndGet();
    }

    /** Runs this before what was committed is made durable, as each claim is. */
    void beforeSync(Runnable action) {
        sync.set(action);
    }

    boolean isClosed() {
        return closed.get();
    }

    @Override
    public DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, this::callPool);
    }

    private @Nullable Object callPool(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new SQLException("The database is down.");
        }
        try {
            return method.invoke(super.dataSource(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    @Override
    public void sync() {
        sync.get().run();
        super.sync();
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
