package digital.memu.inference.ollama.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.failure.DestinationForbiddenException;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.failure.ServerException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors: exact, in order, and never with a hole. */
class VectorReaderTest {

    @Test
    void numbersInTheirOrder() {
        VectorReader answer = read("{\"model\":\"m\",\"embeddings\":[[0.1,-2e-3,3],[4,5.5,-6]],\"total_duration\":1,"
                + "\"prompt_eval_count\":9}");

        assertThat(answer.vectors()).containsExactly(new float[] {0.1f, -2e-3f, 3}, new float[] {4, 5.5f, -6});
        assertThat(answer.promptTokens()).isEqualTo(9);
    }

    @Test
    void longerThanTheFirstGuess() {
        String numbers = "0.5,".repeat(4999) + "0.25";

        assertThat(read("{\"embeddings\":[[" + numbers + "]]}").vectors().get(0))
                .hasSize(5000)
                .endsWith(0.25f);
    }

    @RepeatedTest(20)
    void theFastParserRoundsAsJavaDoes(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        StringBuilder json = new StringBuilder("{\"embeddings\":[[0");
        float[] expected = new float[200];
        for (int i = 1; i < expected.length; i++) {
            expected[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(20) - 15));
            json.append(',').append(expected[i]);
        }

        assertThat(read(json.append("]]}").toString()).vectors().get(0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"embeddings\":[[1,null]]}",
                "{\"embeddings\":[[1,NaN]]}",
                "{\"embeddings\":[[1e999]]}",
                "{\"embeddings\":[[1,\"2\"]]}",
                "{\"embeddings\":[null]}",
                "{\"embeddings\":[[1,2],3]}",
                "{\"embeddings\":[[1,2",
                "{\"embeddings\":[[1,2]]",
                "[]",
                "",
                "nonsense",
                "{\"embeddings\":[[[1]]]}"
            })
    void aHoleIsNoNumber(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(InvalidResponseException.class)
                .hasNoCause();
    }

    @Test
    void noneAtAllIsForTheCallerToJudge() {
        assertThat(read("{}").vectors()).isEmpty();
        assertThat(read("{\"embeddings\":null}").vectors()).isEmpty();
    }

    @Test
    void anErrorUnder200() {
        assertThatThrownBy(() -> read("{\"error\":\"no\"}")).isInstanceOf(ServerException.class);
    }

    @Test
    void vectorsFromElsewhere() {
        assertThatThrownBy(() -> read("{\"remote_host\":\"x\",\"embeddings\":[[1]]}"))
                .isInstanceOf(DestinationForbiddenException.class);
    }

    private static VectorReader read(String body) {
        return VectorReader.read(
                "http://pc", new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), new Grading());
    }
}
