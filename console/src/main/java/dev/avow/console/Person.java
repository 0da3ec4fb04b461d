package dev.avow.console;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/** Who sits at the terminal, if somebody does. */
interface Person {

    /** Returns what they type after a question, empty at the end of input; nothing if this is no terminal. */
    Optional<String> ask(String question);

    static Person system() {
        return question -> Optional.ofNullable(System.console())
                .filter(Person::isTerminal)
                .map(terminal ->
                        Optional.ofNullable(terminal.readLine("%s", question)).orElse(""));
    }

    /** From Java 22 on there is a console without a terminal too, which says so. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
