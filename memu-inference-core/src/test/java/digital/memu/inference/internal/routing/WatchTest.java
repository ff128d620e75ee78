package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.backend.Warmth;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Whatever a watch has found out ends with it. */
class WatchTest {

    private final RoutingPolicy policy = RoutingPolicy.defaults();

    @Test
    void aLoadThatIsNoticedWhileTheAttemptEndsIsNotRememberedForEver() {
        for (int moment = 1; moment <= 12; moment++) {
            Hooked time = new Hooked();
            AtomicReference<Watch> watch = new AtomicReference<>();
            int when = moment;
            Member member = new Member(
                    new WrappedFake(FakeBackend.named("pc").build()) {
                        @Override
                        public Warmth warmth(String model, CallContext context) {
                            time.at(when, () -> watch.get().end());
                            return Warmth.COLD;
                        }
                    },
                    new InferenceListener() {},
                    policy,
                    time);
            watch.set(
                    new Watch(member, "m", policy.timeouts(), new Inquiry(time, policy, Runnable::run), time, e -> {}));
            watch.get().waits();

            time.clock.advance(Duration.ofSeconds(2));
            if (!time.happened) {
                watch.get().end();
            }

            assertThat(member.health().state("m", time.nanoTime()))
                    .as("ended at look %d at the clock", moment)
                    .isNotEqualTo(BackendState.LOADING);
            assertThat(member.watches()).isEmpty();
            assertThat(time.clock.timers()).isZero();
        }
    }

    /** A clock at which somebody looks at a certain moment, and then does something. */
    private static final class Hooked implements TimeSource {
        private final ManualClock clock = new ManualClock();
        private int looksLeft;
        private Runnable action = () -> {};
        private boolean happened;

        void at(int looks, Runnable then) {
            looksLeft = looks;
            action = then;
        }

        @Override
        public long nanoTime() {
            if (looksLeft > 0 && --looksLeft == 0) {
                happened = true;
                action.run();
            }
            return clock.nanoTime();
        }

        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            return clock.schedule(delay, task);
        }
    }
}
