package digital.memu.inference.ollama.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.ollama.FuzzText;
import digital.memu.support.Fuzz;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever comes instead of an answer: what is good of it, or a failure of our own kind that repeats none of it. */
class AnswerFuzzTest {

    private static final String URL = "http://192.168.1.50:11434/api/chat";
    private static final String SECRET = "mydiary";
    private static final List<String> CHAT = List.of(
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"" + SECRET + "\"},\"done\":false}",
            "{\"model\":\"m\",\"message\":{\"content\":\"\",\"thinking\":\"hm\"},\"done\":false}",
            "{\"message\":{\"content\":\"\",\"tool_calls\":[{\"id\":\"1\",\"function\":{\"name\":\"f\",\"arguments\":{\"a\":[1]}}}]}}",
            "{\"message\":{\"content\":\"b\"},\"logprobs\":[{\"token\":\"b\",\"logprob\":-0.5,\"top_logprobs\":[{\"token\":\"c\"}]}]}",
            "{\"response\":\"c\",\"done\":false}",
            "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"total_duration\":1,\"eval_count\":2}",
            "{\"error\":\"model runner has unexpectedly stopped\"}");
    private static final String VECTORS =
            "{\"model\":\"m\",\"embeddings\":[[0.25,-1.5e-05],[1,2]],\"prompt_eval_count\":3}";

    private int events;
    private int failures;
    private int objects;
    private int vectors;

    @Test
    void chats() {
        if (Fuzz.rounds(20_000, this::chat)) {
            assertThat(events).isGreaterThan(1_000);
            assertThat(failures).isGreaterThan(1_000);
        }
    }

    @Test
    void vectors() {
        if (Fuzz.rounds(20_000, this::vector)) {
            assertThat(vectors).isGreaterThan(500);
            assertThat(failures).isGreaterThan(1_000);
        }
    }

    @Test
    void objects() {
        boolean whole = Fuzz.rounds(20_000, random -> {
            byte[] body = broken(FuzzText.of(random, 12), random);
            String text = new String(body, StandardCharsets.UTF_8);
            objects += Json.object(body, Set.of("license")).isEmpty() ? 0 : 1;
            objects += Json.object(text).isEmpty() ? 0 : 1;
        });
        if (whole) {
            assertThat(objects).isGreaterThan(1_000);
        }
    }

    private void chat(Random random) {
        StringBuilder lines = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            lines.append(random.nextInt(4) == 0 ? FuzzText.of(random, 8) : CHAT.get(random.nextInt(CHAT.size())))
                    .append(random.nextInt(20) == 0 ? "" : "\n");
        }
        Lines body = new Lines(broken(lines.toString(), random), null);
        try (ChatReader reader = new ChatReader(URL, body, new Grading())) {
            for (ChatEvent event = reader.next(); event != null; event = reader.next()) {
                events++;
                if (event.completion().isPresent()) {
                    return;
                }
            }
        } catch (InferenceException e) {
            isCleanAndSilent(e);
        }
    }

    private void vector(Random random) {
        String text = random.nextInt(4) == 0 ? FuzzText.of(random, 12) : VECTORS;
        ByteArrayInputStream body = new ByteArrayInputStream(broken(text, random));
        try {
            for (float[] vector : VectorReader.read(URL, body, new Grading()).vectors()) {
                vectors++;
                for (float number : vector) {
                    assertThat(Float.isFinite(number)).isTrue();
                }
            }
        } catch (InferenceException e) {
            isCleanAndSilent(e);
        }
    }

    private void isCleanAndSilent(InferenceException e) {
        failures++;
        String message = String.valueOf(e.getMessage());
        boolean quoted = e instanceof InvalidResponseException && (message.contains(SECRET) || e.getCause() != null);
        if (!FuzzText.isClean(message) || quoted) {
            throw new AssertionError(message);
        }
    }

    /** The bytes with some of them changed, left out or doubled, or cut off; or as they are. */
    private static byte[] broken(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i > 0 && bytes.length > 1; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> System.arraycopy(bytes, at, bytes, 0, bytes.length - at);
                default -> bytes = Arrays.copyOf(bytes, at);
            }
        }
        return bytes;
    }
}
