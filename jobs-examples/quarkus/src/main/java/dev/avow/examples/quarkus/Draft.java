package dev.avow.examples.quarkus;

import jakarta.enterprise.context.RequestScoped;

/** A text that grows during one attempt. */
@RequestScoped
public class Draft {

    private final StringBuilder text = new StringBuilder();

    void add(String line) {
        text.append(line).append('\n');
    }

    String text() {
        return text.toString();
    }
}
