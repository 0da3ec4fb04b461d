package dev.avow.engine.run;

import dev.avow.engine.declaration.Occasion.Slot;
import dev.avow.engine.declaration.Responsible;
import java.util.Optional;

/** A slot whose declarations are made, or which is refused since one of them cannot be. */
record ReadySlot(DeclareRequest request, Slot slot, Optional<Roots> roots, Optional<Refusal> refusal) {

    /** Makes the declarations of a slot, while no lock is held. */
    static ReadySlot of(Core core, BoundJob job, Slot slot) {
        DeclareRequest request = new DeclareRequest(slot, Responsible.SCHEDULE, false);
        try {
            return new ReadySlot(request, slot, Optional.of(Roots.prepare(core, job, request)), Optional.empty());
        } catch (Refusal refusal) {
            return new ReadySlot(request, slot, Optional.empty(), Optional.of(refusal));
        }
    }

    /** Returns how many bytes of it are kept in memory. */
    long bytes() {
        return roots.stream()
                .flatMap(known -> known.plain().stream())
                .mapToLong(Prepared::bytes)
                .sum();
    }
}
