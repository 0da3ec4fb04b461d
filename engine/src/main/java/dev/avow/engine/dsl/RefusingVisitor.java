package dev.avow.engine.dsl;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;

/** Refuses what Mustache would take as text, and what would read other templates. */
record RefusingVisitor(boolean otherDelimiters) implements Mustache.Visitor {

    @Override
    public void visitText(String text) {
        if (!otherDelimiters && text.contains("{{")) {
            throw new MustacheException("a place begins with {{ and does not end with }}");
        }
    }

    @Override
    public void visitVariable(String name) {
        // looked up when it is rendered
    }

    @Override
    public boolean visitInclude(String name) {
        throw new MustacheException("it includes '" + name + "', and there are no other templates");
    }

    @Override
    public boolean visitParent(String name) {
        return visitInclude(name);
    }

    @Override
    public boolean visitSection(String name) {
        return true;
    }

    @Override
    public boolean visitInvertedSection(String name) {
        return true;
    }
}
