package dev.avow.engine.run;

import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Runs.Element;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is stored of a declaration under a number: its row, its run, and the body of its event. */
record DeclaredRows(Prepared prepared, DeclarationRow declaration, RunRow run) {

    static DeclaredRows of(Prepared prepared, int number, Instant now) {
        Optional<Mapped> mapped = prepared.declaration().context().mapped();
        DeclarationRow declaration = new DeclarationRow(
                prepared.identity().toString(),
                prepared.key(),
                number,
                mapped.map(Mapped::index).orElse(DeclarationRow.NOT_MAPPED),
                prepared.specDigest(),
                prepared.body(),
                now);
        RunRow run = new RunRow(
                declaration.identity(),
                declaration.key(),
                number,
                prepared.at(),
                mapped.map(element -> new Element(element.index(), element.key())),
                declaration.spec(),
                prepared.policy().toText(),
                now,
                standing(prepared.policy(), now));
        return new DeclaredRows(prepared, declaration, run);
    }

    private static Standing standing(RunPolicy policy, Instant now) {
        return policy.approval()
                .map(approval -> Approving.waits(RunState.DECLARED, approval, 0, now))
                .orElseGet(() -> new Standing(RunState.DECLARED.name(), Optional.empty(), "", 0, now));
    }

    JsonObject event() {
        JsonObject.Builder event = JsonObject.builder()
                .put("task", declaration.key().task())
                .put("occasion", declaration.key().occasion())
                .put("number", declaration.number())
                .put("spec", declaration.spec())
                .put("at", prepared.at().toString())
                .put("policy", run.policy());
        List<String> kept = prepared.locators().stream()
                .filter(input -> Locators.contentOf(input.locator()).isPresent())
                .map(LocatorRow::input)
                .sorted()
                .toList();
        if (!kept.isEmpty()) {
            event.put("kept", JsonArray.ofStrings(kept));
        }
        run.element().ifPresent(element -> event.put("index", element.index()).put("key", element.key()));
        return event.build();
    }
}
