package dev.avow.db.internal;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flyway's log, all of it at DEBUG: what a person must know, {@link Migrations} says or throws. */
public final class QuietFlywayLog implements LogCreator {

    /** For Flyway, which is given the name of this class. */
    public QuietFlywayLog() {}

    @Override
    public Log createLogger(Class<?> user) {
        return new Slf4j(LoggerFactory.getLogger(user));
    }

    private record Slf4j(Logger log) implements Log {

        @Override
        public void debug(String message) {
            log.debug("{}", message);
        }

        @Override
        public void info(String message) {
            log.debug("{}", message);
        }

        @Override
        public void notice(String message) {
            log.debug("{}", message);
        }

        @Override
        public void warn(String message) {
            log.debug("{}", message);
        }

        @Override
        public void error(String message) {
            log.debug("{}", message);
        }

        @Override
        public void error(String message, Exception cause) {
            log.debug("{}", message, cause);
        }
    }
}
