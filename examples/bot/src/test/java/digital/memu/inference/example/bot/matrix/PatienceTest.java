package digital.memu.inference.example.bot.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private final Patience patience = new Patience(new CountDownLatch(1));

    private static MatrixException tooFast(long millis) {
        return MatrixException.refused(429, "M_LIMIT_EXCEEDED", Duration.ofMillis(millis));
    }

    @Test
    void itWaitsAsLongAsTheHomeserverWantsButNeverNotAtAll() {
        assertThat(patience.next(tooFast(7000))).hasSeconds(7);
        assertThat(patience.next(tooFast(0))).isGreaterThanOrEqualTo(Duration.ofMillis(250));
    }

    @Test
    void itWaitsLongerFromOneFailureToTheNext() {
        MatrixException failure = MatrixException.refused(502, "", null);
        assertThat(patience.next(failure)).isBetween(Duration.ofMillis(750), Duration.ofMillis(1250));
        for (int i = 1; i < 20; i++) {
            patience.next(failure);
        }
        assertThat(patience.next(failure)).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(80));
        patience.reset();

        assertThat(patience.next(failure)).isBetween(Duration.ofMillis(750), Duration.ofMillis(1250));
    }
}
