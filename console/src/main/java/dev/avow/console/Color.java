package dev.avow.console;

/** Colours of a terminal, or none. */
enum Color {
    ANSI {
        @Override
        String paint(String sequence, String safe) {
            return "\u001b[" + sequence + "m" + safe + "\u001b[0m";
        }
    },
    NONE {
        @Override
        String paint(String sequence, String safe) {
            return safe;
        }
    };

    abstract String paint(String sequence, String safe);

    /** Returns a line that was taken away. */
    String removed(String safe) {
        return paint("31", safe);
    }

    /** Returns a line that was added. */
    String added(String safe) {
        return paint("32", safe);
    }

    /** Returns the place of a change. */
    String place(String safe) {
        return paint("36", safe);
    }
}
