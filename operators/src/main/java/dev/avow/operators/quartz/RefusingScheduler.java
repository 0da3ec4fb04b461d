package dev.avow.operators.quartz;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quartz.Scheduler;
import org.quartz.SchedulerContext;
import org.quartz.SchedulerException;
import org.quartz.UnableToInterruptJobException;

/** Stands where a job looks for its scheduler, and refuses all that it is asked. */
final class RefusingScheduler implements InvocationHandler {

    private final String job;
    private final boolean hasContext;

    private RefusingScheduler(String job, boolean hasContext) {
        this.job = job;
        this.hasContext = hasContext;
    }

    /** Returns what a job is given. */
    static Scheduler forJob(String job) {
        return proxy(new RefusingScheduler(job, false));
    }

    /** Returns what a factory of jobs is given: it may ask for the context, which is empty. */
    static Scheduler forFactory(String job) {
        return proxy(new RefusingScheduler(job, true));
    }

    /** Returns what was refused, if that is where a failure comes from. */
    static Optional<String> refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return Optional.of(refusal.text);
            }
        }
        return Optional.empty();
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return own(proxy, method, arguments);
        }
        if (hasContext && method.getName().equals("getContext")) {
            return new SchedulerContext();
        }
        Refusal refusal = new Refusal("Job '" + job + "' called " + method.getName()
                + " of its scheduler, and an adopted job has none. Make what it starts a task after this one.");
        boolean interrupts = Arrays.asList(method.getExceptionTypes()).contains(UnableToInterruptJobException.class);
        throw interrupts ? new UnableToInterruptJobException(refusal) : refusal;
    }

    private Object own(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "no scheduler for job '" + job + "'";
        };
    }

    private static Scheduler proxy(RefusingScheduler handler) {
        return (Scheduler) Proxy.newProxyInstance(
                RefusingScheduler.class.getClassLoader(), new Class<?>[] {Scheduler.class}, handler);
    }

    private static final class Refusal extends SchedulerException {

        private static final long serialVersionUID = 1L;

        private final String text;

        Refusal(String text) {
            super(text);
            this.text = text;
        }
    }
}
