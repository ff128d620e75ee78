package digital.memu.inference.tools.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one object that a model was asked for, whatever it wrote around it. */
class JsonAnswerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}",
                "```json\n{\"a\":1}\n```",
                "```\n{ \"a\" : 1 }\n``` That is it {really}.",
                "Let {x} be: {\n\"a\":1}",
                "[{\"a\":1}]"
            })
    void isFound(String answer) throws IOException {
        assertThat(JsonAnswer.object(answer)).isEqualTo(Map.of("a", 1));
    }

    @Test
    void mayBeEmptyAndMayBeNested() throws IOException {
        assertThat(JsonAnswer.object("Nothing: {}")).isEmpty();
        assertThat(JsonAnswer.object("{\"a\":{\"b\":[{\"c\":null}]}} {}"))
                .isEqualTo(Map.of(
                        "a", Map.of("b", Arrays.asList(Collections.<String, Object>singletonMap("c", null)))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no braces at all | is not a JSON object",
                "'' | is not a JSON object",
                "a {brace} alone | is not a JSON object",
                "{\"a\":1} or {\"a\":2} | has more than one JSON object",
                "[{\"a\":1},{\"a\":2}] | has more than one JSON object",
                "{\"a\":secret} | is broken JSON: line 1, column 6 of the object",
                "{\"a\":{\"b\":1},\"c | is JSON that ends too early",
                "{\"a\":{\"b\":1} | is JSON that ends too early",
                "{\"a\": | is JSON that ends too early"
            })
    void isMissedWithAReasonThatDoesNotRepeatIt(String answer, String reason) {
        assertThatThrownBy(() -> JsonAnswer.object(answer))
                .isInstanceOf(IOException.class)
                .hasMessage(reason)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 22, 333})
    void neverFailsOtherwiseOnAnyText(long seed) {
        Random random = new Random(seed);
        String letters = "{}[]\",: \n\\a1`\u00e9\ud83d";
        for (int run = 0; run < 5_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                assertThat(JsonAnswer.object(text.toString())).isNotNull();
            } catch (IOException e) {
                assertThat(e).as("seed %d, run %d", seed, run).hasMessageMatching("(is|has) .*");
            }
        }
    }

    @Test
    void aDeepOneIsRefusedNotSuffered() {
        String deep = "{\"a\":".repeat(100_000);

        assertThatThrownBy(() -> JsonAnswer.object(deep)).isInstanceOf(IOException.class);
    }

    @Test
    void valuesBecomeText() {
        assertThat(JsonAnswer.text(null)).isEqualTo("null");
        assertThat(JsonAnswer.text("a \"b\"")).isEqualTo("\"a \\\"b\\\"\"");
        assertThat(JsonAnswer.text(Map.of("a", Arrays.asList(1, 2.5, true)))).isEqualTo("{\"a\":[1,2.5,true]}");
    }
}
