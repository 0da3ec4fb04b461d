package dev.avow.operators.model;

import dev.avow.engine.operator.OperatorException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says of a failed call of a model whether another attempt may help, and when, in words of ours alone. */
public final class ModelFaults {

    private static final Set<Integer> RETRIABLE = Set.of(408, 409, 425, 429);

    private ModelFaults() {}

    /**
     * Returns the failure of a run for that of a call; its message has no word of the endpoint's.
     *
     * @param model as messages name it
     * @param now for a date in {@code Retry-After}
     * @throws InterruptedException if the call was interrupted
     */
    public static OperatorException of(Throwable failure, String model, Instant now) throws InterruptedException {
        if (find(failure, InterruptedException.class).isPresent() || Thread.interrupted()) {
            throw new InterruptedException("Interrupted while " + model + " answered.");
        }
        Optional<OperatorException> own = find(failure, OperatorException.class);
        Optional<HttpException> http = find(failure, HttpException.class);
        if (own.isPresent()) {
            return own.get();
        }
        return http.isPresent() ? ofStatus(http.get(), model, now) : ofOther(failure, model);
    }

    private static OperatorException ofStatus(HttpException http, String model, Instant now) {
        int status = http.statusCode();
        String what = "The endpoint of " + model + " answered with HTTP status " + status + ". ";
        if (status < 500 && !RETRIABLE.contains(status)) {
            return OperatorException.permanent(what
                    + (status == 401 || status == 403
                            ? "Check the connection's api_key."
                            : "Check the declared model and parameters, and the connection's base_url."));
        }
        Optional<Duration> after = http instanceof HttpRefusal refusal ? refusal.retryAfter(now) : Optional.empty();
        return after.isPresent()
                ? OperatorException.retriableAfter(after.get(), what + "Try again after " + after.get() + ".", null)
                : OperatorException.retriable(what + "Try again later.");
    }

    private static OperatorException ofOther(Throwable failure, String model) {
        if (find(failure, ContentFilteredException.class).isPresent()) {
            return OperatorException.permanent("Model " + model + " refused to answer. Change the prompt.");
        }
        if (find(failure, HttpTimeoutException.class).isPresent()
                || find(failure, TimeoutException.class).isPresent()) {
            return OperatorException.retriable("Model " + model + " did not answer in time. Raise the timeout.");
        }
        // why: a name may resolve later, though LangChain4j holds that it never does
        if (find(failure, UnresolvedModelServerException.class).isPresent()
                || find(failure, IOException.class)
                        .filter(ModelFaults::isOfNetwork)
                        .isPresent()) {
            return OperatorException.retriable(
                    "The endpoint of " + model + " cannot be reached, or broke off. Check the connection's base_url.",
                    null);
        }
        if (find(failure, UnsupportedFeatureException.class).isPresent()
                || find(failure, InvalidRequestException.class).isPresent()
                || failure instanceof NonRetriableException) {
            return OperatorException.permanent("Model " + model + " cannot be asked this: "
                    + failure.getClass().getSimpleName() + ". Check the declared parameters.");
        }
        return OperatorException.retriable(
                "The answer of " + model + " cannot be read: "
                        + failure.getClass().getSimpleName() + ". Try again, or check the connection's base_url.",
                null);
    }

    /** Tells whether it is not about JSON, whose exceptions are of this kind too. */
    private static boolean isOfNetwork(IOException failure) {
        return !(failure instanceof com.fasterxml.jackson.core.JacksonException);
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
