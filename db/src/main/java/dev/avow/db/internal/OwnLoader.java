package dev.avow.db.internal;

/**
 * Has the thread load classes as this library does, until it is closed.
 *
 * <p>Flyway finds its loggers by the thread's class loader, which in an application with several loaders, as a test of
 * Quarkus has, may be one that has another copy of them.
 */
final class OwnLoader implements AutoCloseable {

    private final Thread thread = Thread.currentThread();
    private final ClassLoader before = thread.getContextClassLoader();

    OwnLoader() {
        thread.setContextClassLoader(OwnLoader.class.getClassLoader());
    }

    @Override
    public void close() {
        thread.setContextClassLoader(before);
    }
}
