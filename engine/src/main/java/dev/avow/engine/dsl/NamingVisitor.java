package dev.avow.engine.dsl;

import com.samskivert.mustache.Mustache;
import java.util.Set;

/** Notes what a template names. */
record NamingVisitor(Set<String> names) implements Mustache.Visitor {

    @Override
    public void visitText(String text) {
        // names nothing
    }

    @Override
    public void visitVariable(String name) {
        names.add(name);
    }

    @Override
    public boolean visitInclude(String name) {
        return false;
    }

    @Override
    public boolean visitSection(String name) {
        names.add(name);
        return true;
    }

    @Override
    public boolean visitInvertedSection(String name) {
        return visitSection(name);
    }
}
