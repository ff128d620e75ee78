package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.ollama.ByteCuts.Way;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * 100,000 answers cut at a byte and completed by another server: what was delivered is what the lines said until then, and
 * the whole is the answer that was cut.
 *
 * <p>One cut alone: {@code -Dcuts.seed=7}, as a failure prints it.
 */
class ByteCutsTest {

    private static final int HALF = 50_000;
    private static final long SEED = 20_261_127;

    @Test
    void whatWasDeliveredIsKeptAndTheWholeIsTheUncutAnswer() {
        Long only = Long.getLong("cuts.seed");
        if (only != null) {
            assertThat(new ByteCuts().play(only, only + 1)).hasSizeLessThan(2);
            return;
        }
        CompletableFuture<Map<Way, Integer>> other =
                CompletableFuture.supplyAsync(() -> new ByteCuts().play(SEED + HALF, SEED + 2 * HALF));
        Map<Way, Integer> joined = new ByteCuts().play(SEED, SEED + HALF);
        other.join().forEach((way, cuts) -> joined.merge(way, cuts, Integer::sum));
        for (Way way : Way.values()) {
            assertThat(joined.get(way))
                    .as("cuts in mid-answer, joined by one who %s", way)
                    .isGreaterThan(2_000);
        }
    }
}
