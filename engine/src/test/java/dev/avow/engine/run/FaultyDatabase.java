package dev.avow.engine.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/**
 * A database whose connections break where a plan says so: what was not committed by then is rolled back, and the
 * connection is of no more use.
 */
final class FaultyDatabase {

    private final DataSource real;
    private final AtomicReference<Plan> plan = new AtomicReference<>(point -> false);
    private final AtomicReference<String> sqlState = new AtomicReference<>("08006");

    FaultyDatabase(DataSource real) {
        this.real = real;
    }

    /** Breaks from now on where this says so. */
    void breaks(Plan next) {
        plan.set(next);
    }

    /** Breaks with this SQLSTATE from now on, {@code 08006} (connection lost) at first. */
    void failsWith(String state) {
        sqlState.set(state);
    }

    /** Breaks no more. */
    void heals() {
        breaks(point -> false);
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (self, method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                return call(real, method, arguments);
            }
            breakIf(new Point(Where.CONNECT, ""));
            return connection((Connection) call(real, method, arguments));
        });
    }

    private Connection connection(Connection open) {
        AtomicBoolean broken = new AtomicBoolean();
        return proxy(Connection.class, (self, method, arguments) -> {
            String name = method.getName();
            if (name.equals("close") || name.equals("isClosed")) {
                return call(open, method, arguments);
            }
            if (broken.get()) {
                throw new SQLException("connection is broken", "08003");
            }
            return switch (name) {
                case "commit" -> {
                    guard(open, broken, new Point(Where.BEFORE_COMMIT, ""));
                    Object done = call(open, method, arguments);
                    guard(open, broken, new Point(Where.AFTER_COMMIT, ""));
                    yield done;
                }
                case "prepareStatement", "createStatement", "prepareCall" ->
                    statement(
                            method.getReturnType(),
                            (Statement) call(open, method, arguments),
                            arguments == null ? "" : String.valueOf(arguments[0]),
                            open,
                            broken);
                default -> call(open, method, arguments);
            };
        });
    }

    private Object statement(Class<?> type, Statement statement, String sql, Connection open, AtomicBoolean broken) {
        return proxy(type, (self, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                guard(open, broken, new Point(Where.STATEMENT, arguments == null ? sql : sql + arguments[0]));
            }
            return call(statement, method, arguments);
        });
    }

    private void guard(Connection open, AtomicBoolean broken, Point point) throws SQLException {
        if (broken.get()) {
            throw new SQLException("connection is broken", "08003");
        }
        try {
            breakIf(point);
        } catch (SQLException e) {
            broken.set(true);
            if (!open.getAutoCommit()) {
                open.rollback();
            }
            throw e;
        }
    }

    private void breakIf(Point point) throws SQLException {
        if (plan.get().breaksAt(point)) {
            throw new SQLException("fault at " + point.where(), sqlState.get());
        }
    }

    private static Object call(Object on, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FaultyDatabase.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Where a connection can break. */
    enum Where {
        CONNECT,
        STATEMENT,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    /**
     * One place in the life of a connection.
     *
     * @param sql of a statement, else empty
     */
    record Point(Where where, String sql) {}

    /** Says where it breaks. */
    @FunctionalInterface
    interface Plan {
        boolean breaksAt(Point point);
    }
}
