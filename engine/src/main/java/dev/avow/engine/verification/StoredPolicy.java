package dev.avow.engine.verification;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What is checked of the policy that a declaration's event has: it is read here anew, and not by what the engine reads it
 * with.
 *
 * @param role who must approve the run, if somebody must
 * @param attempts how many there may be before the run ends
 * @param recover whether an attempt that was interrupted is followed by another one
 * @param afterTimeout whether one that timed out is
 * @param redeclared whether the run was declared anew
 * @param graph what each task comes after that comes after others
 */
record StoredPolicy(
        Optional<String> role,
        long attempts,
        boolean recover,
        boolean afterTimeout,
        boolean privateOutputs,
        boolean redeclared,
        Body graph) {

    static StoredPolicy none() {
        return new StoredPolicy(Optional.empty(), 1, false, false, false, false, new Body(JsonObject.empty()));
    }

    /** Tells whether a person had a run of this task, which comes after no other, declared anew. */
    boolean isRedeclaredFirst(String task) {
        return redeclared && graph.object(task).array("after").isEmpty();
    }

    /** Returns the policy of this text, or empty if it is none. */
    static Optional<StoredPolicy> find(String text) {
        try {
            JsonObject json = CanonicalJson.parseObject(text.getBytes(StandardCharsets.UTF_8));
            Body policy = new Body(json);
            Body retry = policy.object("retry");
            String role = policy.object("approval").text("role");
            boolean complete = retry.has("attempts") && policy.has("graph");
            return complete && policy.has("approval") == !role.isEmpty()
                    ? Optional.of(new StoredPolicy(
                            Optional.of(role).filter(name -> !name.isEmpty()),
                            retry.number("attempts"),
                            retry.flag("recover", false),
                            retry.flag("afterTimeout", true),
                            policy.flag("privateOutputs", false),
                            policy.flag("redeclared", false),
                            policy.object("graph")))
                    : Optional.empty();
        } catch (JsonRefusedException e) {
            return Optional.empty();
        }
    }
}
