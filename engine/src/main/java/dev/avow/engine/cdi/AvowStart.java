package dev.avow.engine.cdi;

/**
 * Who starts the engine. An application produces one of these if it does not want the default, {@link #AUTOMATIC}.
 *
 * <pre>{@code
 * @Produces
 * static AvowStart start() {
 *     return AvowStart.MANUAL;
 * }
 * }</pre>
 */
public enum AvowStart {

    /** The engine is built and started with the application, after the application's own observers of the startup. */
    AUTOMATIC,

    /** The engine is built when it is first injected; the application calls {@code start()}, or never does. */
    MANUAL
}
