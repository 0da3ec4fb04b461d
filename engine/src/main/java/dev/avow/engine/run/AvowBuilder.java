package dev.avow.engine.run;

import dev.avow.db.Store;
import dev.avow.db.Store.Database;
import dev.avow.engine.EngineException;
import dev.avow.engine.history.History;
import dev.avow.engine.identity.Hmac;
import dev.avow.engine.operator.Connection;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.operator.Secrets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Sets up an engine; not for sharing between threads. */
public final class AvowBuilder {

    private final Supplier<Store> store;
    private Optional<OperatorSource> operators = Optional.empty();
    private Optional<Secrets> secrets = Optional.empty();
    private final List<Connection> connections = new ArrayList<>();
    private final List<Function<History, RunListener>> listeners = new ArrayList<>();
    private final List<UnaryOperator<OperatorSource>> around = new ArrayList<>();
    private InstantSource clock = InstantSource.system();
    private Monotonic time = Monotonic.system();
    private Supplier<String> requestIds = AvowBuilder::randomId;
    private Supplier<byte[]> privateKeys = AvowBuilder::randomKey;
    private Settings settings = Settings.defaults();

    AvowBuilder(Supplier<Store> store) {
        this.store = store;
    }

    /**
     * Says where operators are found.
     *
     * @throws EngineException if that was said before
     */
    public AvowBuilder operators(OperatorSource source) {
        if (operators.isPresent()) {
            throw new EngineException("Operators are given twice. Give one source of them.");
        }
        operators = Optional.of(source);
        return this;
    }

    /** As {@link #operators(OperatorSource)}, with these operators. */
    public AvowBuilder operators(Operator... list) {
        return operators(OperatorSource.of(List.of(list)));
    }

    /**
     * Says where secrets are found. Their values are kept out of all that the engine declares, stores, logs and says.
     *
     * @throws EngineException if that was said before
     */
    public AvowBuilder secrets(Secrets source) {
        if (secrets.isPresent()) {
            throw new EngineException(
                    "Secrets are given twice. Give one source of them, such as Secrets.firstOf(...).");
        }
        secrets = Optional.of(source);
        return this;
    }

    /** Adds a connection that tasks can name. */
    public AvowBuilder connection(Connection connection) {
        connections.add(connection);
        return this;
    }

    /** Has this listener told what happens to runs, beside others that were given before. */
    public AvowBuilder listener(RunListener listener) {
        return listener(history -> listener);
    }

    /**
     * As {@link #listener(RunListener)}, of a listener that looks up what it is told of, such as the declaration.
     *
     * @param made makes the listener when the engine is built; what it throws, {@link #build} throws
     */
    public AvowBuilder listener(Function<History, RunListener> made) {
        listeners.add(made);
        return this;
    }

    /**
     * Has operators called through a source that stands around the given one, such as one that measures them; of several,
     * each stands around those before it. It hears of operators only what holds no secret; but what it does or throws is
     * taken for the operator's own doing.
     */
    public AvowBuilder around(UnaryOperator<OperatorSource> wrapping) {
        around.add(wrapping);
        return this;
    }

    private OperatorSource wrapped(OperatorSource source) {
        OperatorSource outermost = source;
        for (UnaryOperator<OperatorSource> wrapping : around) {
            outermost = wrapping.apply(outermost);
        }
        return outermost;
    }

    /** Says what time it is for all that is declared and recorded. */
    public AvowBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    /** Says how ids are made for manual requests without a key. */
    public AvowBuilder requestIds(Supplier<String> source) {
        requestIds = source;
        return this;
    }

    /**
     * Says how the keys of private values are made: 32 random bytes each, by default from {@link SecureRandom}. Who can
     * guess them can confirm a guess of a private text; tests give known ones.
     */
    public AvowBuilder privateKeys(Supplier<byte[]> source) {
        privateKeys = source;
        return this;
    }

    /**
     * Names this node in claims; never in a declaration.
     *
     * @throws EngineException if the name is not of 1 to 100 letters, digits, dots, underscores or hyphens
     */
    public AvowBuilder node(String name) {
        settings = settings.node(checked(name));
        return this;
    }

    /**
     * Makes this engine a node of a cluster: all engines on the same PostgreSQL that are clustered share its runs. Each
     * decides slots, one at a time builds declarations, and each executes what it has an operator for; what a node that
     * dies leaves behind, the others end and follow up.
     *
     * @param node names this node in claims; never in a declaration
     * @throws EngineException as {@link #node}
     */
    public AvowBuilder clustered(String node) {
        settings = settings.clustered(checked(node));
        return this;
    }

    private static String checked(String node) {
        if (!node.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new EngineException("Node name '" + Messages.storable(node)
                    + "' is not valid. Use 1 to 100 letters, digits, dots, underscores or hyphens.");
        }
        return node;
    }

    /**
     * Says how many attempts run at once.
     *
     * @throws EngineException if it is less than 1
     */
    public AvowBuilder threads(int count) {
        if (count < 1) {
            throw new EngineException("Engine cannot have " + count + " threads. Give at least 1.");
        }
        settings = settings.threads(count);
        return this;
    }

    /** Says how long a timed-out attempt's thread is waited for after its interrupt. */
    public AvowBuilder grace(Duration wait) {
        settings = settings.grace(wait);
        return this;
    }

    /** Says how long {@link Avow#close} waits for running attempts, and then for listeners, before it interrupts them. */
    public AvowBuilder drain(Duration wait) {
        settings = settings.drain(wait);
        return this;
    }

    /** Says how often the engine shows that it lives; another one takes over after five times this. */
    public AvowBuilder checkIn(Duration every) {
        if (every.toMillis() < 1) {
            throw new EngineException("Engine cannot check in every " + every + ". Give at least a millisecond.");
        }
        settings = settings.checkIn(every);
        return this;
    }

    /**
     * Says where the private files of attempts are made: copies of their inputs, and their work directories. The default is
     * the system's temporary folder. A folder that cannot be written denies runs as {@code UNREADABLE}; each directory in it is
     * made when an attempt first needs it. After a process was killed, delete its folders {@code avow-attempt-*} there.
     */
    public AvowBuilder workFolder(Path folder) {
        settings = settings.workFolder(folder);
        return this;
    }

    AvowBuilder time(Monotonic source) {
        time = source;
        return this;
    }

    /**
     * Opens the store and returns an engine that is not started.
     *
     * @throws EngineException if no operators are given, two connections have one name, or a secret cannot be read or is
     *     too short
     * @throws dev.avow.db.StoreException if the store cannot be opened
     */
    public Avow build() {
        Core core = core();
        return new Avow(core, requestIds, () -> new Engine(core));
    }

    Core core() {
        OperatorSource source = operators.orElseThrow(
                () -> new EngineException("Engine has no operators. Give them with operators(...)."));
        String node = settings.node() + "-" + randomId();
        Connections known = new Connections(connections);
        SecretGuard guard = new SecretGuard(secrets.orElseGet(Secrets::none), known.secrets());
        guard.refresh(); // why: secrets that cannot be had or guarded are refused before anything is opened
        Guests guests = new Guests(source, this::wrapped, listeners, known, guard, privateKeys);
        Store open = openStore();
        try {
            return Core.of(open, new Clocks(clock, time), settings, node, guests);
        } catch (RuntimeException | Error e) { // why: an application's listener may fail to be made
            open.close();
            throw e;
        }
    }

    private Store openStore() {
        Store open = store.get();
        if (settings.clustered() && open.database() != Database.POSTGRESQL) {
            open.close();
            throw new EngineException("Store in H2 cannot be clustered. Use PostgreSQL, or leave clustered(...) out.");
        }
        return open;
    }

    private static String randomId() {
        return HexFormat.of().formatHex(random(8));
    }

    private static byte[] randomKey() {
        return random(Hmac.KEY_BYTES);
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
