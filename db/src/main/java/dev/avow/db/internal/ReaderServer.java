package dev.avow.db.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Map;
import org.h2.engine.SysProperties;
import org.h2.tools.Server;

/** Serves readers, and who commands the engine, in other processes while the store is open here: only this machine, and only what is there. */
final class ReaderServer implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    private final StoreDirectory directory;
    private final Server server;

    private ReaderServer(StoreDirectory directory, Server server) {
        this.directory = directory;
        this.server = server;
    }

    static ReaderServer start(StoreDirectory directory, Rights.Guests passwords) throws SQLException, IOException {
        Server server = Server.createTcpServer(
                        "-tcpPort",
                        "0",
                        "-tcpDaemon",
                        "-ifExists",
                        "-baseDir",
                        directory.path().toString())
                .start();
        ReaderServer started = new ReaderServer(directory, server);
        try {
            started.announce(StoreDirectory.COMMANDER, Rights.COMMANDER, passwords.commander());
            started.announce(StoreDirectory.READER, Rights.READER, passwords.reader());
            return started;
        } catch (IOException e) {
            server.stop();
            throw e;
        }
    }

    private void announce(String file, String user, String password) throws IOException {
        PrivateFiles.write(
                directory.path(),
                file,
                Map.of("port", Integer.toString(server.getPort()), "user", user, "password", password));
    }

    /** Tells whether {@link #bindToThisMachine} came before H2 was loaded. */
    static boolean isBoundToThisMachine() {
        return HOST.equals(SysProperties.BIND_ADDRESS);
    }

    /** H2 reads this once, when it is loaded; without it, its server would listen to the whole network. */
    static void bindToThisMachine() {
        if (System.getProperty("h2.bindAddress") == null) {
            System.setProperty("h2.bindAddress", HOST);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(directory.commander());
        Files.deleteIfExists(directory.reader());
        server.stop();
    }
}
