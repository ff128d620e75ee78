package digital.memu.inference.example.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The benchmarks run; what they measure is read, never asserted. */
class BenchmarksTest {

    @Test
    void theTableIsPrinted() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Table table = new Table(new PrintStream(out, true, StandardCharsets.UTF_8));

        Overhead.measure(table, 10);

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("| what |"),
                        line -> assertThat(line).startsWith("|---|"),
                        p50 -> assertThat(p50)
                                .startsWith("| routing added to a healthy call, p50 |")
                                .contains("µs | ≤ 20 µs |"),
                        p99 -> assertThat(p99)
                                .startsWith("| routing added to a healthy call, p99 |")
                                .contains("µs | ≤ 200 µs |"),
                        explain -> assertThat(explain)
                                .startsWith("| `explain()` with five backends, p99 |")
                                .contains("µs | ≤ 1 ms |"),
                        status -> assertThat(status)
                                .startsWith("| `status()` with five backends, p99 |")
                                .contains("µs | ≤ 1 ms |"),
                        whole -> assertThat(whole)
                                .startsWith("| a healthy call of one word over loopback, p50 |")
                                .matches(".*\\d ms \\| +\\| .*\\d ms \\|"));
        assertPublished(out);
    }

    /** Each figure has its row among the published ones, which were measured with other numbers of things. */
    private static void assertPublished(ByteArrayOutputStream out) throws IOException {
        assertThat(labels(Files.readString(Path.of("../../docs/benchmarks.md"))))
                .containsAll(labels(out.toString(StandardCharsets.UTF_8)));
    }

    private static List<String> labels(String text) {
        return text.lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split(" \\| ", 2)[0].replaceAll("\\b[0-9][0-9.]*", "#"))
                .toList();
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
        assertPublished(out);
    }
}
