package dev.avow.console;

import dev.avow.engine.identity.Printable;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * The option that says when to write colours.
 *
 * @see <a href="https://no-color.org">NO_COLOR: if it is set and not empty, no colours unless they are asked for</a>
 */
final class ColorOption {

    private final Map<String, String> environment;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            description =
                    "always, never or auto: on a terminal, unless NO_COLOR is set or TERM is dumb. Default: auto.")
    private String when = "auto";

    ColorOption(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** @throws InputException if it is not one of the three words */
    Color color(Streams streams) {
        return switch (when.toLowerCase(Locale.ROOT)) {
            case "always" -> Color.ANSI;
            case "never" -> Color.NONE;
            case "auto" -> streams.terminal() && isWelcome() ? Color.ANSI : Color.NONE;
            default ->
                throw new InputException(
                        "Color " + Printable.quoted(when) + " is not known. Give auto, always or never.");
        };
    }

    private boolean isWelcome() {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }
}
