package dev.avow.db.testing;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Bytes;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Events.EventRow;
import dev.avow.db.Owners.OwnerRow;
import dev.avow.db.Requests.RequestRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Slots.SlotRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;

/** Rows with good defaults, all made from a job's name and a number. */
public final class Rows {

    /** When everything in tests happens. */
    public static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private Rows() {}

    public static String digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    public static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static SpecRow aSpec(String job) {
        String body = "spec of " + job;
        return new SpecRow(digest(body), job, "task", bytes(body), NOON);
    }

    public static OccasionKey anOccasion(String job, int at) {
        return new OccasionKey(job, "task", "slot/" + at);
    }

    public static DeclarationRow aDeclaration(String job) {
        return aDeclaration(job, 1);
    }

    /** A declaration of the spec {@link #aSpec}. */
    public static DeclarationRow aDeclaration(String job, int at) {
        String body = "declaration of " + job + " " + at;
        return new DeclarationRow(
                digest(body), anOccasion(job, at), 1, aSpec(job).digest(), bytes(body), NOON);
    }

    public static Standing aStanding(String state) {
        return new Standing(state, Optional.empty(), "", 0, NOON);
    }

    /** The run of {@link #aDeclaration(String, int)}. */
    public static RunRow aRun(String job, int at) {
        DeclarationRow declared = aDeclaration(job, at);
        return new RunRow(
                declared.identity(),
                declared.key(),
                declared.number(),
                NOON.plusSeconds(at),
                declared.spec(),
                "{}",
                declared.declaredAt(),
                aStanding("DECLARED"));
    }

    public static RunRow standing(RunRow run, Standing standing) {
        return new RunRow(
                run.identity(),
                run.key(),
                run.number(),
                run.at(),
                run.spec(),
                run.policy(),
                run.declaredAt(),
                standing);
    }

    public static EventRow anEvent(String job) {
        return new EventRow("DECLARED", job, Optional.empty(), OptionalInt.empty(), NOON, bytes("{}"), digest("{}"));
    }

    public static Claim aClaim(String identity) {
        return new Claim(identity, 1, "node-a", 0);
    }

    public static OutputRow anOutput(String identity, String name) {
        return new OutputRow(identity, 1, name, digest(name), "text/plain", 12);
    }

    public static CursorRow aCursor(String job) {
        return new CursorRow(job, "nightly", NOON);
    }

    public static SlotRow aSlot(String job, Instant at) {
        return new SlotRow(job, "nightly", at, at, 1, "DECLARED", "", NOON);
    }

    public static RequestRow aRequest(String job, int at) {
        return new RequestRow(anOccasion(job, at), "{\"kind\":\"slot\"}", NOON.plusSeconds(at), 0, "", NOON);
    }

    public static OwnerRow anOwner(String token) {
        return new OwnerRow(token, "node-a", "4711@2026-01-05T03:00:00Z", NOON, Duration.ofSeconds(2), 0);
    }

    /** Stores a declaration, its spec and its run. */
    public static RunRow declare(Session session, String job, int at) {
        return declare(session, aRun(job, at));
    }

    /** Stores a run that was made from {@link #aRun}, with its declaration and spec. */
    public static RunRow declare(Session session, RunRow run) {
        SpecRow spec = aSpec(run.key().job());
        session.declarations().putSpec(spec);
        String body =
                "declaration of " + run.key().job() + " " + run.key().occasion().substring("slot/".length());
        session.declarations()
                .insert(new DeclarationRow(
                        run.identity(), run.key(), run.number(), run.spec(), bytes(body), run.declaredAt()));
        session.runs().insert(run);
        return run;
    }
}
