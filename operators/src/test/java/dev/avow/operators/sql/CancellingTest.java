package dev.avow.operators.sql;

import static dev.avow.operators.sql.SqlCalls.query;
import static dev.avow.testing.TestRun.aRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.operator.OperatorResult;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An attempt that is to end while its statement heeds no cancellation. */
@Timeout(60)
class CancellingTest {

    private static final String URL = "jdbc:h2:mem:cancelling";
    private static final CountDownLatch BEGUN = new CountDownLatch(1);
    private static final CountDownLatch MAY_END = new CountDownLatch(1);

    /** Public, so that H2 can call it. */
    public static final class Held {

        private Held() {}

        public static int hold() throws InterruptedException {
            BEGUN.countDown();
            MAY_END.await();
            return 1;
        }
    }

    @Test
    void lets_an_interrupt_out_only_when_the_statement_has_ended() throws Exception {
        try (Connection connection = DriverManager.getConnection(URL, "sa", "pw");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ALIAS HOLD FOR '" + Held.class.getName() + ".hold'");
            FutureTask<OperatorResult> task = new FutureTask<>(aRun(new SqlOperator(), query("shop", "SELECT HOLD()"))
                    .connection("shop", Map.of("url", URL, "user", "sa", "password", "pw"))::execute);
            Thread thread = new Thread(task);
            thread.start();
            BEGUN.await();

            thread.interrupt();

            assertThatThrownBy(() -> task.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            MAY_END.countDown();
            assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
            assertThat(thread.isInterrupted()).isFalse();
        }
    }
}
