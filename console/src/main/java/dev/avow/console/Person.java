package dev.avow.console;

import java.util.Optional;

/** Who sits at the terminal, if somebody does. */
interface Person {

    /** Returns what they type after a question, empty at the end of input; nothing if this is no terminal. */
    Optional<String> ask(String question);

    static Person system() {
        return question -> Terminal.find()
                .map(terminal ->
                        Optional.ofNullable(terminal.readLine("%s", question)).orElse(""));
    }
}
