package dev.avow.engine.operator;

import dev.avow.engine.declaration.Declaration;

/** The parts that an AI run is composed of. */
public enum Component {
    MODEL {
        @Override
        public boolean isIn(Declaration declaration) {
            return declaration.model().isPresent();
        }
    },
    PROMPT {
        @Override
        public boolean isIn(Declaration declaration) {
            return declaration.prompt().isPresent();
        }
    },
    PARAMETERS {
        @Override
        public boolean isIn(Declaration declaration) {
            return !declaration.parameters().isEmpty();
        }
    },
    /** An input, or an output of an upstream task. */
    CONTEXT {
        @Override
        public boolean isIn(Declaration declaration) {
            return !declaration.context().inputs().isEmpty()
                    || !declaration.context().upstream().isEmpty();
        }
    },
    /** A timeout. */
    CONSTRAINTS {
        @Override
        public boolean isIn(Declaration declaration) {
            return declaration.constraints().timeout().isPresent();
        }
    };

    /** Tells whether a declaration has this part. */
    public abstract boolean isIn(Declaration declaration);
}
