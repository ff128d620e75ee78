package digital.memu.inference.example.bot;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.example.bot.metrics.MetricsPage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthTest {

    @Test
    void itIsWellWhileItHearsItsHomeserver() throws Exception {
        AtomicBoolean hears = new AtomicBoolean(true);
        String port;
        try (MetricsPage page = new MetricsPage(0)) {
            port = String.valueOf(page.port());
            assertThat(Health.isWell(port)).isTrue();

            page.health(hears::get);
            assertThat(Health.isWell(port)).isTrue();
            hears.set(false);
            assertThat(Health.isWell(port)).isFalse();
        }
        assertThat(Health.isWell(port)).isFalse();
        assertThat(Health.isWell(null)).isFalse();
    }
}
