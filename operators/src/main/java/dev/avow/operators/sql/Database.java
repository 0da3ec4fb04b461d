package dev.avow.operators.sql;

import dev.avow.engine.operator.OpenConnection;
import dev.avow.engine.operator.OperatorException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionFactory;

/** The database of a connection: settings {@code url} and {@code user}, secret {@code password}. */
final class Database implements ConnectionFactory {

    private final OpenConnection connection;
    private final String url;

    /** @throws OperatorException if the connection has no {@code url} */
    Database(OpenConnection connection) {
        this.connection = connection;
        this.url = connection.get("url");
    }

    @Override
    public Connection openConnection() throws SQLException {
        Properties properties = new Properties();
        connection.find("user").ifPresent(user -> properties.setProperty("user", user));
        connection.find("password").ifPresent(password -> properties.setProperty("password", password));
        Connection opened = driver().connect(url, properties);
        if (opened == null) {
            throw noDriver();
        }
        return opened;
    }

    private Driver driver() throws SQLException {
        // why: DriverManager knows only the drivers that the class loader of its first caller saw
        Optional<Driver> driver = accepting(ServiceLoader.load(Driver.class));
        return driver.or(() -> accepting(ServiceLoader.load(Driver.class, Database.class.getClassLoader())))
                .orElseThrow(this::noDriver);
    }

    private Optional<Driver> accepting(ServiceLoader<Driver> drivers) {
        return drivers.stream()
                .flatMap(provider -> {
                    try {
                        Driver driver = provider.get();
                        return driver.acceptsURL(url) ? Stream.of(driver) : Stream.empty();
                    } catch (SQLException | ServiceConfigurationError e) {
                        return Stream.empty();
                    }
                })
                .findFirst();
    }

    private OperatorException noDriver() {
        return OperatorException.permanent("No JDBC driver takes the setting 'url' of connection '" + connection.name()
                + "'. Correct it, or add the driver to the class path.");
    }
}
