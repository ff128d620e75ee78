package digital.memu.inference.immich.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import digital.memu.inference.failure.InvalidResponseException;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

    private static final String FACE =
            "{\"boundingBox\":{\"x1\":-3.5,\"y1\":2,\"x2\":40.0,\"y2\":50},\"embedding\":\"[1,2]\",\"score\":0.9}";

    private static PredictAnswer read(String json) {
        return AnswerReader.read("http://host:3003/predict", new ByteArrayInputStream(json.getBytes(UTF_8)));
    }

    /** An array up to Immich 1.124, a string from then on. */
    @Test
    void aVectorIsAStringOrAnArray() {
        float[] expected = {0.5f, -1e-9f, 3, 1.0E10f};
        assertThat(read("{\"clip\":\"[0.5,-1e-9,3,1.0E10]\"}").clip()).isEqualTo(expected);
        assertThat(read("{\"clip\":[0.5,-1e-9,3,1.0E10]}").clip()).isEqualTo(expected);
        assertThat(read("{\"clip\":\" [ 0.5 , -1e-9,\\n3, \\u0031.0E10 ] \"}").clip())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"[0.1,null]\"",
                "[0.1,null]",
                "\"[]\"",
                "[]",
                "\"\"",
                "\"0.5\"",
                "\"[0.5\"",
                "\"[0.5]]\"",
                "\"[0.5] 7\"",
                "\"[[0.5]]\"",
                "\"[NaN]\"",
                "\"[1e999]\"",
                "[1e999]",
                "\"[\\\"1\\\"]\"",
                "null",
                "7",
                "{\"a\":1}",
                "true"
            })
    void aVectorWithoutAllItsNumbersIsAnError(String vector) {
        unusable("{\"clip\":" + vector + "}");
        unusable("{\"facial-recognition\":[" + FACE.replace("\"[1,2]\"", vector) + "]}");
    }

    @Test
    void facesMayReachOverTheEdge() {
        PredictAnswer answer = read("{\"facial-recognition\":[" + FACE + "],\"imageWidth\":40,\"imageHeight\":45.0}");
        assertThat(answer.faces()).singleElement().satisfies(face -> {
            assertThat(face.box()).containsExactly(-3.5, 2, 40, 50);
            assertThat(face.score()).isEqualTo(0.9);
            assertThat(face.embedding()).containsExactly(1, 2);
        });
        assertThat(answer.width()).isEqualTo(40);
        assertThat(answer.height()).isEqualTo(45);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{\"imageWidth\":40",
                "{\"imageWidth\":0}",
                "{\"imageWidth\":-1}",
                "{\"imageWidth\":null}",
                "{\"imageWidth\":99999999999}",
                "{\"facial-recognition\":null}",
                "{\"facial-recognition\":{}}",
                "{\"facial-recognition\":[null]}",
                "{\"facial-recognition\":[[]]}",
                "{\"facial-recognition\":[{}]}",
                "{\"facial-recognition\":[{\"boundingBox\":[1,2,3,4],\"embedding\":[1],\"score\":1}]}",
                "{\"facial-recognition\":[{\"boundingBox\":{\"x1\":1},\"embedding\":[1],\"score\":1}]}",
                "{\"ocr\":[]}",
                "{\"ocr\":null}",
                "{\"ocr\":{\"boxes\":[],\"scores\":[]}}",
                "{\"ocr\":{\"text\":[\"a\"],\"box\":[1,2,3,4,5,6,7],\"boxScore\":[1],\"textScore\":[1]}}",
                "{\"ocr\":{\"text\":[\"a\"],\"box\":[1,2,3,4,5,6,7,null],\"boxScore\":[1],\"textScore\":[1]}}",
                "{\"ocr\":{\"text\":[\"a\"],\"box\":[1,2,3,4,5,6,7,8],\"boxScore\":[],\"textScore\":[1]}}",
                "{\"ocr\":{\"text\":[null],\"box\":[1,2,3,4,5,6,7,8],\"boxScore\":[1],\"textScore\":[1]}}",
                "{\"ocr\":{\"text\":\"a\",\"box\":[1,2,3,4,5,6,7,8],\"boxScore\":[1],\"textScore\":[1]}}"
            })
    void whatIsNoAnswerIsAnError(String json) {
        unusable(json);
    }

    @Test
    void whatNobodyAskedForIsIgnored() {
        PredictAnswer answer = read("{\"new\":{\"clip\":[null]},\"clip\":[1],\"other\":[[[]]]}");
        assertThat(answer.clip()).containsExactly(1);
        assertThat(answer.faces()).isNull();
        assertThat(answer.ocr()).isNull();
    }

    @Test
    void nothingIsUnbounded() {
        String ones = String.join(",", Collections.nCopies(16_385, "1"));
        unusable("{\"clip\":[" + ones + "]}");
        unusable("{\"clip\":\"[" + ones + "]\"}");
        assertThat(read("{\"clip\":[" + ones.substring(2) + "]}").clip()).hasSize(16_384);
        unusable("{\"clip\":\"[" + " ".repeat(600_000) + "1]\"}");
        unusable("{\"facial-recognition\":[" + String.join(",", Collections.nCopies(10_001, FACE)) + "]}");
        assertThat(read("{\"facial-recognition\":[" + String.join(",", Collections.nCopies(10_000, FACE)) + "]}")
                        .faces())
                .hasSize(10_000);
        String lines = String.join(",", Collections.nCopies(10_001, "\"a\""));
        unusable("{\"ocr\":{\"text\":[" + lines + "],\"box\":[],\"boxScore\":[],\"textScore\":[]}}");
        unusable("{\"ocr\":{\"text\":[\"" + "a".repeat(10_001)
                + "\"],\"box\":[1,2,3,4,5,6,7,8],\"boxScore\":[1],\"textScore\":[1]}}");
        unusable("{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
    }

    private static void unusable(String json) {
        assertThatExceptionOfType(InvalidResponseException.class)
                .as(json.substring(0, Math.min(100, json.length())))
                .isThrownBy(() -> read(json))
                .withMessageStartingWith("http://host:3003/predict: unusable answer: ");
    }
}
