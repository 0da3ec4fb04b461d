package dev.avow.db.internal;

import dev.avow.db.Store.Database;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has jdbi's classes loaded on a thread of its own, while H2 opens a store on another: some five hundred, and those of the
 * flight recorder, which every first statement waits for. It asks no database, and changes nothing.
 */
final class FirstStatements {

    private static final Logger LOG = LoggerFactory.getLogger(FirstStatements.class);
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private FirstStatements() {}

    /** Begins with it, once in a process. */
    static void begin() {
        if (!BEGUN.getAndSet(true)) {
            Thread thread = new Thread(FirstStatements::ask, "avow-first-statements");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void ask() {
        try {
            load();
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("Classes are loaded by the first statement. See the cause.", e);
        }
    }

    /** Asks a connection that has no rows, in each way in which a store does. */
    static void load() {
        Sql sql = Sql.on(nothing(Connection.class), Database.H2, true);
        Values values = Values.values().text("text", "").number("number", 0);
        sql.list("select :text, :number", values, row -> row.text("text"));
        sql.update("update :text, :number", values);
        sql.updateAll("update :text, :number", List.of(values));
    }

    /** Returns an object whose methods do nothing, and return such an object, nothing, or no number. */
    private static <T> T nothing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                FirstStatements.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer(method)));
    }

    private static @Nullable Object answer(Method method) {
        Class<?> type = method.getReturnType();
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return -1;
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        return type.isInterface() ? nothing(type) : null;
    }
}
