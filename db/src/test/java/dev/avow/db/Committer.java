package dev.avow.db;

import static dev.avow.db.testing.Rows.aRequest;

import dev.avow.db.open.Stores;
import java.nio.file.Path;

/** A program that commits rows to an embedded store and prints the number of each after its commit. */
final class Committer {

    private Committer() {}

    /** Takes the directory, a job's name, and how many rows to commit before it halts in the middle of the next. */
    public static void main(String[] arguments) {
        String job = arguments[1];
        int rows = Integer.parseInt(arguments[2]);
        try {
            Store store = Stores.embedded(Path.of(arguments[0]));
            for (int at = 0; at <= rows; at++) {
                commit(store, job, at, at == rows);
            }
        } catch (StoreException e) {
            System.out.println(e.getMessage());
        }
    }

    @SuppressWarnings("SystemOut")
    private static void commit(Store store, String job, int at, boolean last) {
        store.writeOnly(session -> {
            session.requests().insert(aRequest(job, at));
            if (last) {
                Runtime.getRuntime().halt(9);
            }
        });
        System.out.println(at);
        System.out.flush();
    }
}
