package digital.memu.inference.example.wizard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final AtomicLong now = new AtomicLong();
    private final RateLimit limit = new RateLimit(2, now::get);

    @Test
    void soManyWithinAMinute() {
        limit.take();
        now.addAndGet(Duration.ofSeconds(20).toNanos());
        limit.take();

        assertThatThrownBy(limit::take)
                .isInstanceOfSatisfying(
                        RateLimit.Exceeded.class, e -> assertThat(e.seconds()).isEqualTo(41));
        now.addAndGet(Duration.ofSeconds(40).toNanos());
        limit.take();
        assertThatThrownBy(limit::take).isInstanceOf(RateLimit.Exceeded.class);
    }
}
