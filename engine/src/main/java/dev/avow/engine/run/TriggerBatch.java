package dev.avow.engine.run;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.impl.jdbcjobstore.DriverDelegate;
import org.quartz.impl.triggers.SimpleTriggerImpl;

/**
 * Has Quartz's own delegate insert many triggers in one round trip for each of its tables: it gets a connection whose
 * updates are collected, so that the rows are those that it would write for each trigger alone.
 */
final class TriggerBatch {

    private final Connection real;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();

    private TriggerBatch(Connection real) {
        this.real = real;
    }

    /** Inserts triggers that are not there yet. */
    static void insert(
            Connection connection,
            DriverDelegate delegate,
            List<SimpleTriggerImpl> triggers,
            JobDetail job,
            String state)
            throws SQLException, IOException {
        TriggerBatch batch = new TriggerBatch(connection);
        try {
            for (SimpleTriggerImpl trigger : triggers) {
                delegate.insertTrigger(batch.collecting(), trigger, state, job);
            }
            for (PreparedStatement statement : batch.statements.values()) {
                statement.executeBatch();
            }
        } finally {
            batch.close();
        }
    }

    private Connection collecting() {
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("prepareStatement") && arguments != null && arguments.length == 1) {
                return collecting(prepared((String) arguments[0]));
            }
            throw new SQLException("Quartz called " + method + ", which is not made for inserting triggers together.");
        });
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = real.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    private static PreparedStatement collecting(PreparedStatement statement) {
        return proxy(PreparedStatement.class, (method, arguments) -> switch (method.getName()) {
            case "executeUpdate" -> {
                statement.addBatch();
                yield 1;
            }
            case "close" -> null;
            default -> method.invoke(statement, arguments);
        });
    }

    private void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                TriggerBatch.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return call.make(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                }));
    }

    /** What a call of Quartz's does. */
    @FunctionalInterface
    private interface Call {
        @Nullable
        Object make(Method method, Object @Nullable [] arguments) throws Exception;
    }
}
