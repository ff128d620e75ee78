package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.immich.internal.wire.ServerError;
import digital.memu.inference.route.Evidence;
import digital.memu.support.Fuzz;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever a server says when it fails: a graded failure, in one clean line. */
class ErrorFuzzTest {

    private static final String URL = "http://192.168.1.50:3003/predict";

    private static final String[] PIECES = {
        "{\"detail\":",
        "\"Failed to load model 'x'\"",
        "[{\"loc\":[\"body\",",
        "\"msg\":\"Field required\"",
        "\"input\":",
        "Internal Server Error",
        "<html>",
        "<title>",
        "</title>",
        "404 page not found",
        "Ollama is running",
        "Cannot POST",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        ":",
        ",",
        "null",
        "\\u0000",
        "\\ud83d",
        "\n",
        "\r\n",
        "\u0085",
        "\u2028",
        "\u202e",
        "\ud83d",
        "😀",
        " ",
        "password",
        "type=password",
        "Invalid HTTP request received."
    };

    private final Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
    private final Set<Class<?>> kinds = new HashSet<>();

    @Test
    void everyErrorIsGradedInOneCleanLine() {
        if (Fuzz.rounds(20_000, this::error)) {
            assertThat(evidence).contains(Evidence.SOFT, Evidence.CONFIGURATION, Evidence.NONE);
            assertThat(kinds).hasSize(4);
        }
    }

    @Test
    void anEndlessErrorIsCut() {
        String endless = "words ".repeat(1 << 20);
        assertThat(ServerError.ofBody(500, endless).message()).hasSize(2_000);
        assertThat(ServerError.ofBody(422, "{\"detail\":\"" + endless.substring(0, 100_000) + "\"}")
                        .message())
                .hasSize(2_000);
    }

    private void error(Random random) {
        int status = random.nextInt(4) == 0 ? random.nextInt(1_000) : 400 + random.nextInt(105);
        StringBuilder body = new StringBuilder();
        int pieces = random.nextInt(12);
        for (int i = 0; i < pieces; i++) {
            body.append(PIECES[random.nextInt(PIECES.length)]);
        }
        ServerError said = ServerError.ofBody(status, body.toString());
        InferenceException failure = ImmichMlErrors.grade(URL, said, body.toString());
        evidence.add(failure.evidence());
        kinds.add(failure.getClass());
        assertThat(failure.getMessage())
                .startsWith(URL)
                .doesNotContainPattern("[\\p{C}\\u2028\\u2029]")
                .hasSizeLessThan(1_000);
    }
}
