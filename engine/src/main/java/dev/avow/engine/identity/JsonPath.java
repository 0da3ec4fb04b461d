package dev.avow.engine.identity;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a walk through a document stands, kept so that a pointer is made only when something is refused.
 *
 * <p>One for each walk; not for sharing by threads.
 */
final class JsonPath {

    // one step for each container that is open: the name of the member, else the index of the element
    private @Nullable String[] names = new @Nullable String[8];
    private int[] indexes = new int[8];
    private int depth;

    /** Enters an object or array. */
    void enter() {
        if (depth == indexes.length) {
            names = Arrays.copyOf(names, 2 * depth);
            indexes = Arrays.copyOf(indexes, 2 * depth);
        }
        names[depth] = null;
        indexes[depth] = -1;
        depth++;
    }

    /** Moves to a member of the object that was entered last. */
    void member(String name) {
        names[depth - 1] = name;
    }

    /** Moves to an element of the array that was entered last. */
    void element(int index) {
        indexes[depth - 1] = index;
    }

    /** Moves from an element back to its array. */
    void toArray() {
        indexes[depth - 1] = -1;
    }

    /** Moves from a member back to its object. */
    void toObject() {
        names[depth - 1] = null;
    }

    /** Leaves the object or array that was entered last. */
    void leave() {
        depth--;
    }

    JsonPointer pointer() {
        JsonPointer pointer = JsonPointer.ROOT;
        for (int i = 0; i < depth; i++) {
            String name = names[i];
            if (name != null) {
                pointer = pointer.member(name);
            } else if (indexes[i] >= 0) {
                pointer = pointer.element(indexes[i]);
            }
        }
        return pointer;
    }

    JsonRefusedException refuse(String reason) {
        return new JsonRefusedException(pointer(), reason);
    }

    void refuseDepth() {
        if (depth >= CanonicalJson.MAX_DEPTH) {
            throw refuse("nesting is deeper than " + CanonicalJson.MAX_DEPTH);
        }
    }
}
