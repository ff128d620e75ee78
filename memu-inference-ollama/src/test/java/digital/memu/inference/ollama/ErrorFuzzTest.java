package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.ollama.OllamaErrors.Asked;
import digital.memu.inference.ollama.internal.wire.ServerError;
import digital.memu.inference.route.Evidence;
import digital.memu.support.Fuzz;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever a server says when it fails: a graded failure, in one clean line. */
class ErrorFuzzTest {

    private static final String URL = "http://192.168.1.50:11434/api/chat";

    private final Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
    private final Set<Class<?>> kinds = new HashSet<>();

    @Test
    void everyErrorIsGradedInOneCleanLine() {
        if (Fuzz.rounds(20_000, this::error)) {
            assertThat(evidence).contains(Evidence.SOFT, Evidence.CONFIGURATION, Evidence.NONE);
            assertThat(kinds).hasSizeGreaterThan(3);
        }
    }

    /** A line of an answer may be long, and each row of the table reads through it. */
    @Test
    void anEndlessErrorIsCutBeforeItIsLookedAt() {
        String endless = "model ".repeat(1 << 20);

        assertThat(ServerError.within(0, endless).message()).hasSize(64 * 1024);
        assertThat(ServerError.within(0, Map.of("error", Map.of("message", endless)))
                        .message())
                .hasSize(64 * 1024);
    }

    private void error(Random random) {
        int status = random.nextInt(4) == 0 ? random.nextInt(1_000) : 400 + random.nextInt(105);
        String model = random.nextBoolean() ? "llama3.2:3b" : FuzzText.of(random, 3);
        Asked asked = Asked.values()[random.nextInt(Asked.values().length)];
        InferenceException failure = OllamaErrors.grade(URL, asked, model, said(status, random));
        if (random.nextInt(8) == 0) {
            failure = new StreamInterruptedException(URL, failure.what(), failure.evidence(), "some text", failure);
        }
        evidence.add(failure.evidence());
        kinds.add(failure.getClass());
        String message = String.valueOf(failure.getMessage());
        if (!FuzzText.isClean(message) || !message.startsWith(URL) || !FuzzText.isClean(failure.what())) {
            throw new AssertionError(message);
        }
    }

    private static ServerError said(int status, Random random) {
        String words = FuzzText.of(random, 12);
        return switch (random.nextInt(4)) {
            case 0 -> ServerError.within(random.nextBoolean() ? 0 : status, words);
            case 1 -> ServerError.within(status, Map.of(random.nextBoolean() ? "message" : "error", words));
            case 2 -> ServerError.within(status, List.of(words, 1));
            default -> ServerError.ofBody(status, words);
        };
    }
}
