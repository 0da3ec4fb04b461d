package dev.avow.engine.run;

import dev.avow.db.Bytes;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Spec;
import dev.avow.engine.identity.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A declaration that is ready to be committed, and what will stand beside it.
 *
 * @param at what its occasion is sorted by
 * @param upstream how the runs before it stood when it was made
 * @param privateValues its key and texts, if it has private values
 */
record Prepared(
        Declaration declaration,
        Identity identity,
        Bytes body,
        Spec spec,
        List<LocatorRow> locators,
        RunPolicy policy,
        Instant at,
        UpstreamSeen upstream,
        Optional<PrivateRow> privateValues) {

    /** Returns how many bytes it keeps in memory that nothing else does. */
    long bytes() {
        return body.size()
                + privateValues.stream()
                        .flatMap(kept -> kept.texts().values().stream())
                        .mapToLong(Bytes::size)
                        .sum();
    }

    /** Returns the digest of the spec, as the declaration says it. */
    String specDigest() {
        return declaration.spec().toString();
    }

    /** Returns the row of the spec, if it is stored at this moment. */
    SpecRow specRow(Instant now) {
        return new SpecRow(specDigest(), spec.job(), spec.task(), Bytes.of(spec.canonicalBytes()), now);
    }

    OccasionKey key() {
        return new OccasionKey(
                declaration.job(), declaration.task(), declaration.occasion().key());
    }
}
