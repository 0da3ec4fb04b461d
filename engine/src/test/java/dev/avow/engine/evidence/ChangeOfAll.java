package dev.avow.engine.evidence;

import java.io.IOException;
import java.nio.file.Path;

/** One thing that is changed of which runs an export has, and of what is signed of that. */
enum ChangeOfAll {
    RUN_REMOVED {
        @Override
        void make(Tree tree, String run, Tree forged) throws IOException {
            new Tree(tree.root().resolve(run)).delete();
        }
    },
    RUN_ADDED {
        @Override
        void make(Tree tree, String run, Tree forged) throws IOException {
            new Tree(tree.root().resolve(run)).copyTo(tree.root().resolve("0".repeat(64)));
        }
    },
    RUN_OF_ANOTHER {
        @Override
        void make(Tree tree, String run, Tree forged) throws IOException {
            Path folder = tree.root().resolve(run);
            new Tree(folder).delete();
            new Tree(forged.root().resolve(run)).copyTo(folder);
        }
    },
    STATEMENT {
        @Override
        void make(Tree tree, String run, Tree forged) throws IOException {
            tree.replace("statement.json", "\"runs\":2", "\"runs\":1");
        }
    },
    ENVELOPE_OF_ANOTHER {
        @Override
        void make(Tree tree, String run, Tree forged) throws IOException {
            tree.write("envelope.dsse.json", forged.text("envelope.dsse.json"));
        }
    },
    ENVELOPE_OF_A_RUN {
        @Override
        void make(Tree tree, String run, Tree forged) throws IOException {
            tree.write("envelope.dsse.json", tree.text(run + "/envelope.dsse.json"));
            tree.write("statement.json", tree.text(run + "/statement.json"));
        }
    };

    abstract void make(Tree tree, String run, Tree forged) throws IOException;

    /** Tells whether the list of files at the top shows it, so long as that is as it was. */
    boolean isSeenByLists() {
        return this == RUN_REMOVED || this == RUN_OF_ANOTHER;
    }
}
