package digital.memu.inference.immich.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThresholdsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final byte[] PHOTO = Requests.picture("image-jpeg");

    private static ImmichMlSimulator with(Generation generation) {
        return ImmichMlSimulator.builder()
                .generation(generation)
                .faces(photo -> List.of(
                        SimulatedFace.at(1, 1, 9, 9).withScore(0.7),
                        SimulatedFace.at(11, 1, 19, 9).withScore(0.95)))
                .text(photo -> List.of(
                        SimulatedLine.of("plain", 0, 0, 1, 0.25),
                        SimulatedLine.of("faint", 0, 0.25, 1, 0.5).withScores(0.6, 0.95),
                        SimulatedLine.of("blurred", 0, 0.5, 1, 0.75).withScores(0.95, 0.85),
                        SimulatedLine.of("small", 0, 0.75, 1, 1).withLegibleFrom(1_000)))
                .build();
    }

    private static String answer(ImmichMlSimulator ml, String entries) throws IOException {
        return RawClient.predict(ml, Requests.image(entries, PHOTO)).text();
    }

    private static List<String> scores(String answer) {
        return java.util.regex.Pattern.compile("\"score\":([\\d.]+)")
                .matcher(answer)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void facesBelowTheScoreAreNotFound(Generation generation) throws IOException {
        try (ImmichMlSimulator ml = with(generation)) {
            assertThat(scores(answer(ml, Requests.faces(0.7)))).containsExactly("0.7", "0.95");
            assertThat(scores(answer(ml, Requests.faces(0.8)))).containsExactly("0.95");
            assertThat(answer(ml, Requests.faces(0.96))).startsWith("{\"facial-recognition\":[],");
        }
    }

    @Test
    void linesComeInReadingOrderFromTheStrictGenerationOnly() throws IOException {
        try (ImmichMlSimulator lenient = with(Generation.LENIENT);
                ImmichMlSimulator strict = with(Generation.STRICT)) {
            String entries = Requests.ocr(0.5, 736, 0.8);
            assertThat(answer(lenient, entries)).contains("\"text\":[\"blurred\",\"faint\",\"plain\"]");
            assertThat(answer(strict, entries)).contains("\"text\":[\"plain\",\"faint\",\"blurred\"]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachThresholdOfTextCounts(Generation generation) throws IOException {
        try (ImmichMlSimulator ml = with(generation)) {
            assertThat(answer(ml, Requests.ocr(0.7, 736, 0.8)))
                    .contains("plain", "blurred")
                    .doesNotContain("faint", "small");
            assertThat(answer(ml, Requests.ocr(0.5, 736, 0.9)))
                    .contains("plain", "faint")
                    .doesNotContain("blurred");
            assertThat(answer(ml, Requests.ocr(0.5, 1_000, 0.8))).contains("plain", "faint", "blurred", "small");
            assertThat(answer(ml, Requests.ocr(0.5, 736, 1))).startsWith("{\"ocr\":{\"box\":[],\"text\":[],");
            assertThat(answer(ml, Requests.ocr(1, 736, 0.8))).startsWith("{\"ocr\":{\"box\":[],\"boxScore\":[],");
        }
    }

    @Test
    void lenientServiceTakesTheThresholdsOfWhoeverAskedLast() throws IOException {
        try (ImmichMlSimulator ml = with(Generation.LENIENT);
                RawClient generous = new RawClient(ml);
                RawClient picky = new RawClient(ml)) {
            ml.holdRuns();
            generous.send(Requests.image(Requests.faces(0.5), PHOTO));
            assertThat(ml.awaitRuns(1, LIMIT)).isTrue();
            picky.send(Requests.image(Requests.faces(0.9), PHOTO));
            assertThat(ml.awaitRuns(2, LIMIT)).isTrue();
            ml.releaseRuns();
            assertThat(scores(generous.answer().text())).containsExactly("0.95");
            assertThat(scores(picky.answer().text())).containsExactly("0.95");
            // and keeps them for who asks for none
            assertThat(scores(answer(ml, Requests.faces(0.9).replace("\"minScore\":0.9", ""))))
                    .containsExactly("0.95");
        }
    }

    @Test
    void strictServiceKeepsThresholdsApart() throws IOException {
        try (ImmichMlSimulator ml = with(Generation.STRICT);
                RawClient generous = new RawClient(ml);
                RawClient picky = new RawClient(ml)) {
            ml.holdRuns();
            generous.send(Requests.image(Requests.faces(0.5), PHOTO));
            assertThat(ml.awaitRuns(1, LIMIT)).isTrue();
            picky.send(Requests.image(Requests.faces(0.9), PHOTO));
            assertThat(ml.awaitRuns(2, LIMIT)).isTrue();
            ml.releaseRuns();
            assertThat(scores(generous.answer().text())).containsExactly("0.7", "0.95");
            assertThat(scores(picky.answer().text())).containsExactly("0.95");
            assertThat(scores(answer(ml, Requests.faces(0.9).replace("\"minScore\":0.9", ""))))
                    .hasSize(2);
        }
    }

    @Test
    void strictServiceShowsWhatDetectionAloneFound() throws IOException {
        try (ImmichMlSimulator ml = with(Generation.STRICT)) {
            String entries = "{\"facial-recognition\":{\"detection\":{\"modelName\":\"buffalo_l\"}}}";
            assertThat(answer(ml, entries))
                    .startsWith("{\"facial-recognition\":{\"boxes\":[[1.0,1.0,9.0,9.0],[11.0,1.0,19.0,9.0]],"
                            + "\"scores\":[0.7,0.95],\"landmarks\":[[[5.0,5.0],");
        }
    }
}
