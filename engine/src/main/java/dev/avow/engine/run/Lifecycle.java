package dev.avow.engine.run;

/** The running parts of an engine, as its face drives them. */
interface Lifecycle {

    /** Takes the store, repairs what was left behind, and starts to fire. */
    void start();

    /** Learns of a job that was registered while it runs. */
    void registered(BoundJob job);

    /** Looks for commands, again and again, until it is closed. */
    void serve(Runnable commands);

    /** Looks at once at what people asked for, as at each check-in. */
    void heed();

    /** Stops to declare and to fire, waits for running attempts, and lets go of the store. */
    void close();

    /** Frees what was made for a start that failed. */
    void discard();
}
