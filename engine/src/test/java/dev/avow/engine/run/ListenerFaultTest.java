package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.run.RunNotice.Kind.DECLARED;
import static dev.avow.engine.run.RunNotice.Kind.STARTED;
import static dev.avow.engine.run.RunNotice.Kind.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.db.StoreException;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.JobBuilder;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.FaultyDatabase.Where;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Listeners hear of nothing that was rolled back, and harm nothing. */
class ListenerFaultTest extends EngineContract {

    private static final long PATIENCE = 60; // seconds; only a failing test waits so long

    private final RecordingListener listener = new RecordingListener();

    private void restart(Store on, RunListener... listeners) {
        manual.close();
        AvowBuilder builder = new AvowBuilder(() -> on).operators(summarise, measure);
        for (RunListener each : listeners) {
            builder.listener(each);
        }
        manual = ManualEngine.of(builder, clock).start();
        avow().register(adHoc().task("summarise", operator("summarise")).build());
    }

    private static JobBuilder adHoc() {
        return job("ad-hoc").param("count", Param.integer().between(1, 10).orElse(3));
    }

    private Identity trigger(String key) {
        return avow().trigger(
                        "ad-hoc", JsonObject.empty(), ManualRequest.by("ann").key(key))
                .get("summarise");
    }

    @Test
    void tells_nothing_of_a_request_that_is_refused_after_some_of_it_was_declared() {
        restart(new Unclosed(store), listener);
        trigger("ticket-7");
        avow().register(adHoc().task("measure", operator("measure"))
                .task("summarise", operator("summarise"))
                .build());

        assertThatThrownBy(() -> avow().trigger(
                                "ad-hoc",
                                JsonObject.builder().put("count", 4).build(),
                                ManualRequest.by("ann").key("ticket-7")))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Request refused, REQUEST_REUSED");
        manual.close();

        assertThat(listener.kinds()).containsExactly(DECLARED);
    }

    @Test
    void tells_nothing_of_a_declaration_whose_commit_is_refused() {
        FaultyDatabase faulty = new FaultyDatabase(store.dataSource());
        restart(
                new Unclosed(store) {
                    @Override
                    public DataSource dataSource() {
                        return faulty.dataSource();
                    }
                },
                listener);

        faulty.breaks(point -> point.where() == Where.BEFORE_COMMIT);
        assertThatThrownBy(() -> trigger("k"))
                .hasMessageStartingWith("Transaction failed, and nothing of it is stored. ");
        faulty.heals();
        Identity identity = trigger("k");
        manual.fireDue();
        manual.close();

        assertThat(listener.kinds()).containsExactly(DECLARED, STARTED, SUCCEEDED);
        assertThat(listener.kinds(identity)).hasSize(3);
    }

    @Test
    void tells_nothing_of_a_claim_whose_commit_is_refused() {
        AtomicBoolean refuses = new AtomicBoolean();
        restart(
                new Unclosed(store) {
                    @Override
                    public <T> T write(Function<Session, T> work) {
                        return super.write(session -> {
                            T result = work.apply(session);
                            if (refuses.get()) {
                                throw new StoreException("Transaction was not committed.");
                            }
                            return result;
                        });
                    }
                },
                listener);
        trigger("k");

        refuses.set(true);
        manual.fireDue();
        refuses.set(false);
        int executed = summarise.executed().size();
        manual.checkIn();
        manual.fireDue();
        manual.close();

        assertThat(executed).isZero();
        assertThat(listener.kinds()).containsExactly(DECLARED, STARTED, SUCCEEDED);
    }

    @Test
    void a_listener_that_throws_harms_neither_the_run_nor_the_others() {
        restart(
                new Unclosed(store),
                throwing(() -> new IllegalStateException("no mail server")),
                throwing(StackOverflowError::new),
                throwing(MuteException::new),
                listener);
        trigger("k");

        manual.fireDue();
        RunState end = run("ad-hoc", "summarise").state();
        manual.close();

        assertThat(end).isEqualTo(RunState.SUCCEEDED);
        assertThat(listener.kinds()).containsExactly(DECLARED, STARTED, SUCCEEDED);
        assertThat(thrown).isEqualTo(9);
    }

    private int thrown;

    private RunListener throwing(Supplier<Throwable> what) {
        return new RunListener() {
            @Override
            public void declared(RunNotice notice) {
                fail();
            }

            @Override
            public void started(RunNotice notice) {
                fail();
            }

            @Override
            public void succeeded(RunNotice notice) {
                fail();
            }

            private void fail() {
                synchronized (ListenerFaultTest.this) {
                    thrown++;
                }
                ListenerFaultTest.<RuntimeException>sneak(what.get());
            }
        };
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void sneak(Throwable what) throws E {
        throw (E) what;
    }

    private static final class MuteException extends RuntimeException {

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    @Test
    void a_listener_that_blocks_holds_up_neither_runs_nor_the_others_nor_the_end() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch heard = new CountDownLatch(2);
        manual.close();
        manual = ManualEngine.of(
                        new AvowBuilder(() -> new Unclosed(store))
                                .operators(summarise, measure)
                                .drain(Duration.ofMillis(1))
                                .listener(new RunListener() {
                                    @Override
                                    public void declared(RunNotice notice) {
                                        RetryTest.awaitUninterruptibly(never);
                                    }
                                })
                                .listener(new RunListener() {
                                    @Override
                                    public void succeeded(RunNotice notice) {
                                        heard.countDown();
                                    }
                                }),
                        clock)
                .start();
        avow().register(adHoc().task("summarise", operator("summarise")).build());

        trigger("a");
        trigger("b");
        manual.fireDue();
        boolean others = heard.await(PATIENCE, TimeUnit.SECONDS);
        manual.close();
        never.countDown();

        assertThat(others).isTrue();
        assertThat(summarise.executed()).hasSize(2);
    }

    @Test
    void a_listener_may_close_the_engine() throws Exception {
        CountDownLatch fired = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        RunListener closing = new RunListener() {
            @Override
            public void succeeded(RunNotice notice) {
                RetryTest.awaitUninterruptibly(fired);
                avow().close();
                closed.countDown();
            }
        };
        restart(new Unclosed(store), closing);
        trigger("k");

        manual.fireDue();
        fired.countDown();

        assertThat(closed.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> trigger("later")).hasMessage("Engine is closed. Build a new one.");
    }
}
