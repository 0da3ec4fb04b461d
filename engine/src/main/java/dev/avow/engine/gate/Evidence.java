package dev.avow.engine.gate;

import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.SpecDigest;
import dev.avow.engine.operator.OperatorSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the gate decides from. Each method may be slow or throw; the gate makes a denial of that. */
public interface Evidence {

    Optional<DeclarationRow> declaration(Identity identity);

    Optional<RunRow> run(Identity identity);

    /** Returns which role must approve a run that nobody has approved, or empty if it needs none or has one. */
    Optional<String> missingApproval(Identity identity);

    /** Returns what is stored of the state that a deferred attempt goes on from. */
    DeferredState deferred(Identity identity, int attempt);

    Optional<SpecRow> spec(SpecDigest digest);

    /** Returns what is kept of a declaration's private values, or empty if nothing is. */
    Optional<PrivateRow> privateValues(Identity identity);

    /** Tells whether a run was erased. */
    boolean isErased(Identity identity);

    /** Returns the names of a run's private outputs of an attempt, in order, if the run was erased. */
    Set<String> erasedOutputs(Identity identity, int attempt);

    OperatorSource operators();

    /**
     * Opens the declared connection that the operator will get, with its secrets as they are now.
     *
     * @return what is not there or cannot be had, and what to do, without a full stop; empty if all is
     */
    Optional<String> connectionFault(Declaration declaration);

    /**
     * Makes the private copy of an input that the operator will get.
     *
     * @param declaredSize in bytes: of an input that is bigger, one byte more is copied, so that the copy differs
     * @return what the copy has, or empty if the input cannot be found
     */
    Optional<DeclaredInput> copyInput(String name, long declaredSize);

    /** Returns the kept list of the runs of a mapped upstream task that has this digest, or empty if it is not kept. */
    Optional<List<UpstreamRun>> upstreamList(Digest list);

    /**
     * Makes the private copy of an upstream task's output that the operator will get.
     *
     * @param place of its run among those of a mapped task, from 0; 0 where there is one run
     * @return what the copy has, or empty if the output is not kept
     */
    Optional<DeclaredInput> copyOutput(String task, int place, String output, Digest digest);
}
