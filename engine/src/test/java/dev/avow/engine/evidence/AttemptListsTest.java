package dev.avow.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.evidence.StoredRun.Try;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.verification.Verifier;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists of attempts and outputs. */
class AttemptListsTest extends ExportContract {

    private static final int MANY = 8_000;

    @Test
    void may_be_longer_than_a_document_may_be() throws Exception {
        Identity run = desk.tickets("k");
        StoredRun one =
                desk.store.snapshot(session -> new RunReader(session, run).read(new Verifier(desk.store).run(run)));
        Try last = one.tries().get(1);
        RunFolder folder = RunFolder.make(directory.resolve("run"));

        AttemptLists.write(with(one, Collections.nCopies(MANY, last)), folder);

        Tree tree = new Tree(directory.resolve("run"));
        assertThat(tree.text("attempts.ndjson")).hasSizeGreaterThan(CanonicalJson.MAX_CANONICAL_BYTES);
        assertThat(tree.text("attempts.ndjson").lines()).hasSize(MANY);
        assertThat(tree.text("outputs.ndjson").lines())
                .hasSize(MANY * last.outputs().size());
    }

    private static StoredRun with(StoredRun run, List<Try> tries) {
        return new StoredRun(
                run.identity(),
                run.run(),
                run.declaration(),
                run.body(),
                run.spec(),
                tries,
                run.hidesOutputs(),
                run.erased(),
                run.privateValues(),
                run.readsHidden());
    }
}
