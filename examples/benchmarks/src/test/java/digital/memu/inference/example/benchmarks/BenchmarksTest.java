package digital.memu.inference.example.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The benchmarks run; what they measure is read, never asserted. */
class BenchmarksTest {

    @Test
    void theTableIsPrinted() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Table table = new Table(new PrintStream(out, true, StandardCharsets.UTF_8));

        Overhead.measure(table, 10);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("| what |")
                .contains("routing added to a healthy call, p50")
                .contains("µs");
    }

    @Test
    void photosInMiniature() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Table table = new Table(new PrintStream(out, true, StandardCharsets.UTF_8));

        Photos.measure(table, 100_000, 30_000, 1, 1);

        assertThat(out.toString(StandardCharsets.UTF_8).lines().skip(2))
                .satisfiesExactly(
                        heap -> assertThat(heap)
                                .startsWith("| 2.0 MB of photos: most heap")
                                .matches(".*\\d MB.*\\d MB \\|"),
                        upload -> assertThat(upload)
                                .startsWith("| upload of photos of 0.1 MB")
                                .contains(" ×)"),
                        cpu -> assertThat(cpu)
                                .startsWith("| photos of 30 KB per CPU second")
                                .contains(" ×)"));
    }
}
