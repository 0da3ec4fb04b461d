package dev.avow.db.internal;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;

/** Opens the embedded store of a directory for commands: only through the process that has it open. */
final class DirectoryCommander {

    private DirectoryCommander() {}

    static Store open(Path path) {
        ReaderServer.bindToThisMachine();
        StoreDirectory directory = DirectoryReader.find(path);
        try {
            Properties served = PrivateFiles.read(directory.commander())
                    .filter(DirectoryReader::answers)
                    .orElseThrow(() -> new StoreException("No engine serves the store in directory '" + path
                            + "'. Start the program that runs it, then try again; its log says if it serves nobody."));
            HikariDataSource pool = DirectoryReader.served("avow-commander", served);
            return Opener.commanding(pool, pool::close);
        } catch (IOException e) {
            throw new StoreException("Store in directory '" + path + "' cannot be commanded. See the cause.", e);
        }
    }
}
