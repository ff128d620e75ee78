package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is learnt or saved up over many requests. */
class BudgetsTest {

    @Test
    void anOutageDoesNotMultiplyRequests() {
        RetryBudget budget = new RetryBudget();
        int second = 0;
        for (int i = 0; i < 1_000; i++) {
            budget.request();
            second += budget.take() ? 1 : 0;
        }
        assertThat(second).isBetween(100, 103);
    }

    @Test
    void notMoreThanTenAreSavedUp() {
        RetryBudget budget = new RetryBudget();
        for (int i = 0; i < 10_000; i++) {
            budget.request();
        }
        int taken = 0;
        while (budget.take()) {
            taken++;
        }
        assertThat(taken).isEqualTo(10);
    }

    @Test
    void patienceIsSixTimesTheLongerGapsAndNeverLessThanTheFloor() {
        Gaps gaps = new Gaps();
        Duration floor = Duration.ofSeconds(2);
        assertThat(gaps.patience(floor)).isEqualTo(floor);
        for (int i = 0; i < 1_000; i++) {
            gaps.add(Duration.ofMillis(i % 50 == 0 ? 700 : 40).toNanos());
        }
        assertThat(gaps.patience(floor)).isEqualTo(Duration.ofMillis(4_200));
        gaps.add(Duration.ofMinutes(10).toNanos());
        assertThat(gaps.patience(floor)).as("one outlier teaches nothing").isEqualTo(Duration.ofMillis(4_200));
        for (int i = 0; i < 128; i++) {
            gaps.add(Duration.ofMillis(40).toNanos());
        }
        assertThat(gaps.patience(floor)).as("what was long ago is forgotten").isEqualTo(floor);
    }
}
