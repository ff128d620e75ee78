package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What only Ollama knows, and the forms of keep-alive that it takes. */
class OllamaOptionsTest {

    @Test
    void keepAliveIsANumberOfSeconds() {
        assertThat(KeepAlive.of(Duration.ofMinutes(30)).seconds()).isEqualTo(1800L);
        assertThat(KeepAlive.of(Duration.ofMillis(1500)).seconds()).isEqualTo(new BigDecimal("1.5"));
        assertThat(KeepAlive.forever().seconds()).isEqualTo(-1L);
        assertThat(KeepAlive.unloadNow().seconds()).isEqualTo(0L);
        assertThat(KeepAlive.of(Duration.ZERO)).isEqualTo(KeepAlive.unloadNow());
    }

    @Test
    void whatGoCannotCountIsForEver() {
        assertThat(KeepAlive.of(Duration.ofDays(365 * 300L))).isEqualTo(KeepAlive.forever());
    }

    @Test
    void negativeTimesHaveAMethodOfTheirOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeepAlive.of(Duration.ofSeconds(-1)))
                .withMessageContaining("forever()");
    }

    @Test
    void everyOptionByOllamasName() {
        OllamaOptions options = OllamaOptions.builder()
                .numBatch(1)
                .numGpu(2)
                .mainGpu(3)
                .useMmap(false)
                .numThread(4)
                .draftNumPredict(5)
                .numKeep(6)
                .typicalP(0.5)
                .repeatLastN(7)
                .option("new_one", List.of(1, 2))
                .build();

        assertThat(options.options())
                .hasToString("{num_batch=1, num_gpu=2, main_gpu=3, use_mmap=false, num_thread=4, draft_num_predict=5,"
                        + " num_keep=6, typical_p=0.5, repeat_last_n=7, new_one=[1, 2]}");
    }

    @Test
    void anOptionMustBeJson() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OllamaOptions.builder().option("x", new Object()))
                .withMessageContaining("java.lang.Object");
    }

    @Test
    void toldWithoutItsValues() {
        assertThat(OllamaOptions.builder().option("note", "secret").build().toString())
                .contains("note")
                .doesNotContain("secret");
    }
}
