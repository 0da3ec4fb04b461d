package dev.avow.engine.run;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonRefusedException;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Ending;
import dev.avow.engine.operator.OperatorResult.Output;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Checks of what an operator returned, so that what is recorded of it always can be. */
final class ResultChecks {

    private static final int MOST_OUTPUTS = 1000;
    private static final int MOST_NOTES = 1 << 16;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[!-~]{1,126}/[ -~]{1,126}");

    private ResultChecks() {}

    /** @throws OperatorException if a success did not give an output that is declared */
    static void checkGiven(Optional<OperatorResult> result, Set<String> declared) {
        result.filter(returned -> returned.ending() == Ending.SUCCEEDED).ifPresent(success -> {
            Set<String> missing = new TreeSet<>(declared);
            success.outputs().forEach(output -> missing.remove(output.name()));
            if (!missing.isEmpty()) {
                throw OperatorException.permanent("Operator succeeded without the declared outputs " + missing
                        + ". Let it give them, or take gives(...) out of the task.");
            }
        });
    }

    /** @throws OperatorException if a name, a media type, the number of outputs or the size of the notes is not valid */
    static void check(Optional<OperatorResult> result) {
        result.ifPresent(returned -> {
            if (returned.outputs().size() > MOST_OUTPUTS) {
                throw OperatorException.permanent(
                        "Operator gave " + returned.outputs().size() + " outputs. Give at most " + MOST_OUTPUTS + ".");
            }
            returned.outputs().forEach(ResultChecks::check);
            long names =
                    returned.outputs().stream().map(Output::name).distinct().count();
            if (names < returned.outputs().size()) {
                throw OperatorException.permanent(
                        "Operator gave two outputs of one name. Give each a name of its own.");
            }
            notes(returned);
        });
    }

    private static void check(Output output) {
        if (!NAME.matcher(output.name()).matches()) {
            throw OperatorException.permanent("Output name '" + Messages.storable(output.name())
                    + "' is not valid. Use the form [a-z0-9][a-z0-9._-]{0,99}.");
        }
        if (!MEDIA_TYPE.matcher(output.mediaType()).matches()) {
            throw OperatorException.permanent("Media type '" + Messages.storable(output.mediaType()) + "' of output '"
                    + output.name() + "' is not valid. Use the form type/subtype.");
        }
    }

    private static void notes(OperatorResult result) {
        try {
            int size = CanonicalJson.bytes(result.notes()).length;
            if (size > MOST_NOTES) {
                throw OperatorException.permanent("Operator gave notes of " + size + " bytes. Give at most "
                        + MOST_NOTES + ", and the rest as an output.");
            }
        } catch (JsonRefusedException e) {
            throw OperatorException.permanent("Operator gave notes that cannot be kept: " + e.reason() + ".", e);
        }
    }
}
