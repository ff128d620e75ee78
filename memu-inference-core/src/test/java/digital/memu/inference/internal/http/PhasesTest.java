package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.route.Zone;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Each clock to the nanosecond, without a network. */
class PhasesTest {

    private static final Duration TICK = Duration.ofNanos(1);

    private final ManualClock clock = new ManualClock();
    private final Call call = new Call(Calls.context(clock, Timeouts.defaults(), false), "http://host:1");
    private final Phases phases = new Phases(call);

    @Test
    void connecting() {
        phases.connecting(Duration.ofMillis(500));
        passes(Duration.ofMillis(500));
        assertThatThrownBy(call::check)
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ConnectionException.Kind.CONNECT_TIMEOUT))
                .hasMessageContaining("http://host:1: connecting: no answer within 500 ms");
    }

    @Test
    void uploadCountsFromTheLastProgress() {
        phases.connecting(Duration.ofMillis(500));
        clock.advance(Duration.ofMillis(499));
        phases.connected();
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofSeconds(29));
            phases.uploading();
            assertThatCode(call::check).doesNotThrowAnyException();
        }
        passes(Duration.ofSeconds(30));
        endsWith(Clock.UPLOAD);
    }

    @Test
    void firstEventCountsFromTheEndOfTheUpload() {
        phases.connecting(Duration.ofMillis(500));
        phases.connected();
        clock.advance(Duration.ofSeconds(29));
        phases.uploaded();
        passes(Duration.ofMinutes(5));
        endsWith(Clock.FIRST_EVENT);
    }

    @Test
    void headDoesNotEndTheWaitForTheFirstEvent() {
        phases.waiting();
        clock.advance(Duration.ofSeconds(200));
        answered();
        clock.advance(Duration.ofMinutes(30)); // the reader is busy elsewhere
        reading();
        passes(Duration.ofSeconds(100));
        endsWith(Clock.FIRST_EVENT);
    }

    @Test
    void stallCountsOnlyWhileTheReaderWaits() {
        phases.waiting();
        answered();
        reading();
        arrived();
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMinutes(30));
            reading();
            clock.advance(Duration.ofSeconds(29));
            arrived();
            assertThatCode(call::check).doesNotThrowAnyException();
        }
        reading();
        passes(Duration.ofSeconds(30));
        endsWith(Clock.STALL);
    }

    @Test
    void deadlineIsAbsoluteAndHoldsForASlowReaderToo() {
        long deadline = clock.nanoTime() + Duration.ofSeconds(10).toNanos();
        Call limited = new Call(
                new CallContext(clock, Timeouts.defaults(), EnumSet.allOf(Zone.class), deadline, false),
                "http://host:1");
        Phases its = new Phases(limited);
        its.waiting();
        clock.advance(Duration.ofSeconds(9));
        limited.stop(); // the reader has something to do
        assertThatCode(limited::check).doesNotThrowAnyException();
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(limited::check)
                .isInstanceOfSatisfying(
                        InferenceTimeoutException.class,
                        failure -> assertThat(failure.clock()).isEqualTo(Clock.TOTAL))
                .hasMessageContaining("within 10 s");
    }

    @Test
    void phasesOnlyMoveForward() {
        phases.waiting();
        phases.connected();
        phases.uploading();
        assertThat(phases.words()).isEqualTo("waiting for the answer");
        answered();
        phases.uploaded();
        assertThat(phases.words()).isEqualTo("reading the answer");
    }

    @Test
    void timersAreNotMadePerToken() {
        Counting counting = new Counting();
        Call counted = new Call(Calls.context(counting, Timeouts.defaults(), false), "http://host:1");
        Phases its = new Phases(counted);
        its.waiting();
        for (int token = 0; token < 10_000; token++) {
            counted.lock().lock();
            try {
                if (token == 0) {
                    its.answered();
                }
                its.reading();
                clock.advance(Duration.ofMillis(100));
                its.begun();
                counted.clock().stop();
            } finally {
                counted.lock().unlock();
            }
        }
        assertThatCode(counted::check).doesNotThrowAnyException();
        long stalls = Duration.ofSeconds(1000).dividedBy(Duration.ofSeconds(30));
        assertThat(counting.scheduled).isLessThanOrEqualTo((int) stalls + 5);
        counted.complete();
        assertThat(clock.timers()).isZero();
    }

    @Test
    void timerIsTakenBackAtTheEndHoweverItComes() {
        phases.waiting();
        assertThat(clock.timers()).isEqualTo(1);
        call.cancel("enough");
        assertThat(clock.timers()).isZero();
        phases.connected();
        call.start(1, null);
        assertThat(clock.timers()).isZero();
    }

    /** The limit is not over a tick before it is. */
    private void passes(Duration limit) {
        clock.advance(limit.minus(TICK));
        assertThatCode(call::check).doesNotThrowAnyException();
        clock.advance(TICK);
    }

    private void endsWith(Clock expected) {
        assertThatThrownBy(call::check)
                .isInstanceOfSatisfying(
                        InferenceTimeoutException.class,
                        failure -> assertThat(failure.clock()).isEqualTo(expected));
        assertThat(clock.timers()).isZero();
    }

    private void answered() {
        locked(phases::answered);
    }

    private void reading() {
        locked(phases::reading);
    }

    private void arrived() {
        locked(() -> {
            phases.begun();
            call.clock().stop();
        });
    }

    private void locked(Runnable action) {
        call.lock().lock();
        try {
            action.run();
        } finally {
            call.lock().unlock();
        }
    }

    /** Counts the timers that are asked for. */
    private final class Counting implements TimeSource {
        private int scheduled;

        @Override
        public long nanoTime() {
            return clock.nanoTime();
        }

        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            scheduled++;
            return clock.schedule(delay, task);
        }
    }
}
