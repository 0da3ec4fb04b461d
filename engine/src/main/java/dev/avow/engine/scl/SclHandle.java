package dev.avow.engine.scl;

import dev.avow.engine.identity.Printable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A handle of a document.
 *
 * @param id {@code [A-Za-z_][A-Za-z0-9_]*}; two handles may have the same
 * @param tags at least one; each may be empty
 */
public record SclHandle(String id, List<String> tags) {

    private static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** @throws IllegalArgumentException if the id is not of its form, there is no tag, or quotes cannot carry a tag */
    public SclHandle {
        tags = List.copyOf(tags);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("Handle id " + Printable.quoted(id) + " is not of the form " + ID + ".");
        }
        if (tags.isEmpty()) {
            throw new IllegalArgumentException("Handle '" + id + "' has no tag. Give it one.");
        }
        for (String tag : tags) {
            if (!SclText.fitsQuotes(tag)) {
                throw new IllegalArgumentException("Tag " + Printable.quoted(tag) + " of handle '" + id
                        + "' has a quote, a control character or a lone surrogate. Leave it out.");
            }
        }
    }
}
