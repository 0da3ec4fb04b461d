package dev.avow.engine.run;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.ContentStore.Kept;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.BytesOutput;
import dev.avow.engine.operator.OperatorResult.FileOutput;
import dev.avow.engine.operator.OperatorResult.Output;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what operators give, unless it holds a secret: the bytes that are kept are the ones that were looked at. */
final class Outputs {

    private static final String KEPT_NOTHING = "'. Nothing of the attempt is kept. Let the operator leave it out.";

    private final Core core;

    Outputs(Core core) {
        this.core = core;
    }

    /** @throws OperatorException for good, if an output or a note holds a secret */
    List<OutputRow> keep(Claim claim, Optional<OperatorResult> result) {
        List<OutputRow> rows = new ArrayList<>();
        if (result.isPresent()) {
            refuse("A note", CanonicalJson.bytes(result.get().notes()));
            for (Output output : result.get().outputs()) {
                rows.add(keep(claim, output));
            }
        }
        return rows;
    }

    private void refuse(String what, byte[] text) {
        core.guard().find(text).ifPresent(secret -> {
            throw refusal(what, secret);
        });
    }

    private static OperatorException refusal(String what, String secret) {
        return OperatorException.permanent(what + " contains the value of secret '" + secret + KEPT_NOTHING);
    }

    private OutputRow keep(Claim claim, Output output) {
        refuse("The name of an output", output.name().getBytes(StandardCharsets.UTF_8));
        refuse("The media type of an output", output.mediaType().getBytes(StandardCharsets.UTF_8));
        Kept kept = core.guard().isIdle() ? keep(output) : keepGuarded(output);
        return new OutputRow(
                claim.identity(), claim.attempt(), output.name(), kept.digest(), output.mediaType(), kept.size());
    }

    private Kept keep(Output output) {
        if (output instanceof BytesOutput bytes) {
            return core.store().contents().put(bytes.content());
        }
        FileOutput file = (FileOutput) output;
        try {
            Inputs.refuseSpecial(file.file());
            return core.store().contents().put(file.file());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private Kept keepGuarded(Output output) {
        try (InputStream in =
                core.guard().watch(open(output), secret -> refusal("Output '" + output.name() + "'", secret))) {
            return core.store().contents().put(in);
        } catch (IOException e) {
            throw unreadable(output, e);
        }
    }

    private static InputStream open(Output output) {
        if (output instanceof BytesOutput bytes) {
            return new ByteArrayInputStream(bytes.content());
        }
        FileOutput file = (FileOutput) output;
        try {
            return Inputs.open(file.file());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static EngineException unreadable(Output output, IOException e) {
        String why = e instanceof NoSuchFileException ? "there is no file " + e.getMessage() : e.toString();
        return new EngineException(
                "output '" + output.name() + "' cannot be read, " + why
                        + ". Let the operator write a regular file before it returns.",
                e);
    }
}
