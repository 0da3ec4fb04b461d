package dev.avow.testing;

import dev.avow.engine.run.AvowBuilder;

/** A store of a test: how an engine is set up on it, and how it is thrown away once the engine has closed it. */
interface TestStore extends AutoCloseable {

    AvowBuilder engine();

    @Override
    void close();
}
