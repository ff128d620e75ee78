package digital.memu.inference.ollama.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What decoding leaves to the garbage collector; a ceiling for accidents, not a benchmark. */
class AllocationTest {

    private static final int TOKENS = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aTokenCostsItsTextAndItsEvent() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < TOKENS; i++) {
            body.append(
                    "{\"model\":\"llama3.2\",\"created_at\":\"2026-11-22T19:21:08.551698903Z\",\"message\":{\"role\":"
                            + "\"assistant\",\"content\":\" token\"},\"done\":false}\n");
        }
        byte[] bytes = body.append("{\"done\":true}\n").toString().getBytes(StandardCharsets.UTF_8);
        readAll(bytes);

        long before = threads.getCurrentThreadAllocatedBytes();
        int events = readAll(bytes);
        long spent = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(events).isEqualTo(TOKENS + 1);
        assertThat(spent / TOKENS).isLessThan(200);
    }

    @Test
    void vectorsCostLittleMoreThanThemselves() {
        Random random = new Random(1);
        StringBuilder body = new StringBuilder("{\"embeddings\":[");
        for (int vector = 0; vector < 16; vector++) {
            body.append(vector == 0 ? "[" : ",[");
            for (int i = 0; i < 768; i++) {
                body.append(i == 0 ? "" : ",").append((float) random.nextGaussian());
            }
            body.append(']');
        }
        byte[] bytes = body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20; i++) {
            VectorReader.read("http://pc", new ByteArrayInputStream(bytes), new Grading());
        }

        long before = threads.getCurrentThreadAllocatedBytes();
        VectorReader answer = VectorReader.read("http://pc", new ByteArrayInputStream(bytes), new Grading());
        long spent = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(answer.vectors()).hasSize(16);
        // The numbers themselves are 49 KB.
        assertThat(spent).isLessThan(100_000);
    }

    private static int readAll(byte[] bytes) {
        int events = 0;
        try (ChatReader reader = new ChatReader("http://pc", new Lines(bytes, null), new Grading())) {
            boolean more = true;
            while (more) {
                more = reader.next().completion().isEmpty();
                events++;
            }
        }
        return events;
    }
}
