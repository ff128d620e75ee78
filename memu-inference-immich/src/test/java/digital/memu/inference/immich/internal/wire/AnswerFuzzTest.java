package digital.memu.inference.immich.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.support.Fuzz;
import java.io.ByteArrayInputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a server answers: findings with nothing missing, or an error in one clean line. */
class AnswerFuzzTest {

    private static final String WHOLE =
            "{\"clip\":\"[0.1,-2e-3,3]\",\"facial-recognition\":[{\"boundingBox\":{\"x1\":1.0,"
                    + "\"y1\":2.0,\"x2\":3.0,\"y2\":4.0},\"embedding\":\"[1,2]\",\"score\":0.9}],\"ocr\":{\"text\":[\"a\\n\"],"
                    + "\"box\":[0.1,0.2,0.3,0.2,0.3,0.4,0.1,0.4],\"boxScore\":[0.9],\"textScore\":[0.8]},\"imageHeight\":48,"
                    + "\"imageWidth\":64}";

    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        ":",
        ",",
        "null",
        "true",
        "1e999",
        "-0",
        "NaN",
        "0.5",
        "\"clip\":",
        "\"ocr\":{",
        "\"text\":[",
        "\"box\":[",
        "\"facial-recognition\":[",
        "\"embedding\":\"[1,null]\"",
        "\"imageWidth\":",
        "\u0000",
        "\\ud83d",
        "123456789012345678901234567890",
        "\u2028",
        " "
    };

    private int read;
    private int refused;

    @Test
    void everyAnswerIsReadOrRefused() {
        if (Fuzz.rounds(20_000, this::answer)) {
            assertThat(read).isGreaterThan(1_000);
            assertThat(refused).isGreaterThan(1_000);
        }
    }

    @Test
    void everyErrorHasBoundedWords() {
        Fuzz.rounds(20_000, random -> {
            ServerError error = ServerError.ofBody(random.nextInt(600), text(random));
            assertThat(error.message().length()).isLessThanOrEqualTo(2_000);
        });
    }

    private void answer(Random random) {
        byte[] bytes = text(random).getBytes(UTF_8);
        try {
            PredictAnswer answer = AnswerReader.read("http://host:1", new ByteArrayInputStream(bytes));
            if (answer.clip() != null) {
                for (float number : answer.clip()) {
                    assertThat(Float.isFinite(number)).isTrue();
                }
            }
            if (answer.ocr() != null) {
                assertThat(answer.ocr().box()).hasSize(answer.ocr().text().size() * 8);
            }
            read++;
        } catch (InvalidResponseException e) {
            assertThat(e.getMessage()).doesNotContainPattern("\\p{C}").hasSizeLessThan(300);
            refused++;
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "{\"detail\":" : WHOLE);
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length() + 1);
            String piece = PIECES[random.nextInt(PIECES.length)];
            if (random.nextBoolean()) {
                text.insert(at, piece);
            } else {
                text.replace(at, Math.min(text.length(), at + random.nextInt(12)), piece);
            }
        }
        if (random.nextInt(5) == 0) {
            text.setLength(random.nextInt(text.length() + 1));
        }
        return text.toString();
    }
}
