package dev.avow.engine.verification;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

class H2TamperingTest extends TamperingContract {

    H2TamperingTest() {
        super(pool(), Tampering.H2);
    }

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:tampering;DB_CLOSE_DELAY=-1");
        return new HikariDataSource(config);
    }
}
