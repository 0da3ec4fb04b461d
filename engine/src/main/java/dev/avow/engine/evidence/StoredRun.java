package dev.avow.engine.evidence;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Bytes;
import dev.avow.db.Runs.RunRow;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.gate.PrivateCheck;
import dev.avow.engine.identity.Identity;
import java.util.List;

/**
 * A run as the store has it, with what was recomputed from its bytes.
 *
 * @param body the declaration's bytes, which have the identity
 * @param spec the spec's bytes, which have the declared digest
 * @param hidesOutputs whether what its outputs are stays in the store
 * @param erased whether its private values and outputs were erased
 * @param readsHidden whether its declaration names digests of outputs of other runs that stay in the store
 */
record StoredRun(
        Identity identity,
        RunRow run,
        Declaration declaration,
        Bytes body,
        Bytes spec,
        List<Try> tries,
        boolean hidesOutputs,
        boolean erased,
        PrivateCheck.State privateValues,
        boolean readsHidden) {

    StoredRun {
        tries = List.copyOf(tries);
    }

    /** Returns how many outputs stay in the store. */
    int withheldOutputs() {
        return hidesOutputs
                ? tries.stream().mapToInt(each -> each.outputs().size()).sum()
                : 0;
    }

    /** An attempt with its outputs. */
    record Try(AttemptRow attempt, List<OutputRow> outputs) {

        Try {
            outputs = List.copyOf(outputs);
        }
    }
}
