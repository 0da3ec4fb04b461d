package dev.avow.engine.run;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** All that the engine and Quartz log while this is open, with stack traces, as a log file would have it. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<Logger> loggers = List.of(logger("dev.avow"), logger("org.quartz"));
    private final PatternLayout layout = new PatternLayout();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    LogLines() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        setContext(context);
        layout.setContext(context);
        layout.setPattern("%level %logger %msg%n%ex{full}");
        layout.start();
        start();
        loggers.forEach(logger -> {
            logger.setLevel(Level.TRACE);
            logger.addAppender(this);
        });
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(layout.doLayout(event));
    }

    String text() {
        return String.join("", lines);
    }

    @Override
    public void close() {
        loggers.forEach(logger -> {
            logger.detachAppender(this);
            logger.setLevel(null);
        });
    }
}
