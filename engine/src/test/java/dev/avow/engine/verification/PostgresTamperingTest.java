package dev.avow.engine.verification;

import dev.avow.db.testing.Migrated;

class PostgresTamperingTest extends TamperingContract {

    PostgresTamperingTest() {
        super(Migrated.newSchema(), Tampering.POSTGRESQL);
    }
}
