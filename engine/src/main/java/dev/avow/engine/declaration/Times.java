package dev.avow.engine.declaration;

import dev.avow.engine.identity.JsonPointer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The one text form of an instant, {@code YYYY-MM-DDThh:mm:ssZ}, and of a duration, {@code PT[nH][nM][n[.f]S]}. */
final class Times {

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Times() {}

    static boolean isInstant(Instant instant) {
        return !instant.isBefore(FIRST)
                && !instant.isAfter(LAST)
                && instant.equals(instant.truncatedTo(ChronoUnit.SECONDS));
    }

    /** @throws DeclarationException if the text is not in the one form */
    static Instant instant(String text) {
        try {
            Instant instant = Instant.parse(text);
            // why: parse also takes fractions, offsets, 24:00:00 and the 60th second, which toString never writes
            if (isInstant(instant) && instant.toString().equals(text)) {
                return instant;
            }
        } catch (DateTimeException e) {
            throw notAnInstant(text, e);
        }
        throw notAnInstant(text, null);
    }

    /** @throws DeclarationException if the text is not in the one form */
    static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.toString().equals(text)) {
                return duration;
            }
        } catch (DateTimeException e) {
            throw notADuration(text, e);
        }
        throw notADuration(text, null);
    }

    private static DeclarationException notAnInstant(String text, @Nullable Exception cause) {
        return new DeclarationException(
                JsonPointer.ROOT, Checks.shown(text) + " is not an instant; use YYYY-MM-DDThh:mm:ssZ", cause);
    }

    private static DeclarationException notADuration(String text, @Nullable Exception cause) {
        return new DeclarationException(
                JsonPointer.ROOT,
                Checks.shown(text) + " is not a duration; use PT[nH][nM][n[.f]S] without zero parts",
                cause);
    }
}
