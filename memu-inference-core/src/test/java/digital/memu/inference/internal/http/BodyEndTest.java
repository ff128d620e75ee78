package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyEndTest {

    private static final BodyEnd CHAT = BodyEnd.ndjson("\"done\":true", "\"error\"");
    private static final BodyEnd PULL = BodyEnd.ndjson("\"status\":\"success\"", "\"error\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}\n",
                "{\"done\":true}",
                "{ \"done\" : true , \"x\" : [ 1 , 2 ] }\r\n",
                "{\"a\":\"\\\"}\",\"done\":true}\n\n",
                "{\"error\":\"model runner has crashed\"}\n",
                "{\"error\":{\"message\":\"x\"}}\n",
                "{\"error\":\"done\\\":false\"}\n",
                "{\"done\":false}\n{\"x\":1,\"done\":true}\n",
                "not json\n{\"done\":true}\n",
            })
    void lastLine(String text) {
        assertThat(ends(CHAT, text)).isTrue();
        assertThat(everySplit(CHAT, text)).as("however it is cut").containsOnly(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "{\"done\":false}\n",
                "{\"message\":{\"content\":\"x\",\"done\":true},\"done\":false}\n",
                "{\"message\":{\"done\":true}}\n",
                "{\"list\":[{\"done\":true}]}\n",
                "{\"content\":\"{\\\"done\\\":true}\"}\n",
                "{\"content\":\"\\\"done\\\":true\",\"done\":false}\n",
                "{\"content\":\"a \\\\\",\"done\":false}\n",
                "{\"done\":\"true\"}\n",
                "{\"done\":true",
                "{\"Done\":true}\n",
                "{\"done\":truer}\n",
                "{\"done\":null}\n",
                "{\"x\":\"done\",\"y\":true}\n",
                "{\"error\":\"\"}\n",
                "{\"error\":null}\n",
                "{\"error\":false,\"done\":false}\n",
                "{\"message\":{\"error\":\"x\"}}\n",
                "[{\"done\":true}]\n",
                "{\"done\":true} x\n",
                "{\"done\":true}\n{\"done\":false}\n",
                "<html>{\"done\":true}</html>",
            })
    void notTheLastLine(String text) {
        assertThat(ends(CHAT, text)).isFalse();
    }

    @Test
    void successEndsAPull() {
        assertThat(ends(PULL, "{\"status\":\"pulling manifest\"}\n")).isFalse();
        assertThat(ends(PULL, "{\"status\":\"success\"}\n")).isTrue();
        assertThat(ends(PULL, "{\"error\":\"pull model manifest: file does not exist\"}\n"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " \n{\"a\":[1,2,{\"b\":\"]}\"}]}\r\n",
                "{\"embeddings\":[[0.0123,-1.5e-05,3.25],[1,2,3]],\"total\":12345678}",
                "[\"a long text without anything special in it, and then \\\" one quote, and a \\\\\"]",
            })
    void wholeJson(String text) {
        assertThat(ends(BodyEnd.json(), text)).isTrue();
        assertThat(everySplit(BodyEnd.json(), text)).containsOnly(true);
        for (int length = 0; length < text.stripTrailing().length(); length++) {
            assertThat(ends(BodyEnd.json(), text.substring(0, length)))
                    .as(text.substring(0, length))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12",
                "\"text\"",
                "<html>{}</html>",
                "body {color: red}",
                "{\"a\":1}}",
                "{} x",
                "x{}",
                "[1,2",
                "{\"a\":\"}"
            })
    void notWholeJson(String text) {
        assertThat(ends(BodyEnd.json(), text)).isFalse();
    }

    @Test
    void nobodyKnows() {
        assertThat(ends(BodyEnd.none(), "{\"done\":true}\n")).isFalse();
    }

    @Test
    void eachBodyIsWatchedAnew() {
        BodyScanner first = CHAT.scanner();
        assertThat(first.ends(List.of(bytes("{\"error\":")))).isFalse();
        assertThat(CHAT.scanner().ends(List.of(bytes("{\"done\":true}\n")))).isTrue();
        assertThat(first.ends(List.of(bytes("\"x\"}\n")))).isTrue();
    }

    @Test
    void positionsOfTheBuffersStay() {
        ByteBuffer buffer = bytes("{\"done\":true}\n");
        assertThat(CHAT.scanner().ends(List.of(buffer))).isTrue();
        assertThat(buffer.remaining()).isEqualTo(14);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "done", "\"done\":", "\"done\" : true", "\"a\\n\"", "\"a\":{}"})
    void marksAreMembers(String mark) {
        assertThatThrownBy(() -> BodyEnd.ndjson(mark)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Random JSON, cut at random: the end is where the naive count of brackets says. */
    @Test
    void randomJsonCutAtRandom() {
        long seed = 20261122;
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            StringBuilder json = new StringBuilder();
            container(json, random, 4);
            byte[] whole = json.toString().getBytes(StandardCharsets.UTF_8);
            BodyScanner scanner = BodyEnd.json().scanner();
            int at = 0;
            while (at < whole.length) {
                int length = 1 + random.nextInt(Math.min(40, whole.length - at));
                boolean last = at + length == whole.length;
                assertThat(scanner.ends(List.of(
                                ByteBuffer.wrap(whole, at, length).slice().asReadOnlyBuffer())))
                        .as("seed %d, round %d: %s up to %d", seed, round, json, at + length)
                        .isEqualTo(last);
                at += length;
            }
        }
    }

    private static void container(StringBuilder json, Random random, int depth) {
        boolean object = random.nextBoolean();
        json.append(object ? '{' : '[');
        int members = random.nextInt(4);
        for (int i = 0; i < members; i++) {
            json.append(i == 0 ? "" : ",");
            if (object) {
                text(json, random);
                json.append(':');
            }
            if (depth > 0 && random.nextInt(3) == 0) {
                container(json, random, depth - 1);
            } else if (random.nextBoolean()) {
                text(json, random);
            } else {
                json.append(random.nextGaussian()).append(random.nextBoolean() ? "  " : "");
            }
        }
        json.append(object ? '}' : ']');
    }

    private static void text(StringBuilder json, Random random) {
        String[] parts = {"a", "word ", "{", "}", "[", "]", "\\\"", "\\\\", "\\u00e4", "ü", ":", ",", "0.123456789"};
        json.append('"');
        for (int i = random.nextInt(12); i > 0; i--) {
            json.append(parts[random.nextInt(parts.length)]);
        }
        json.append('"');
    }

    private static boolean ends(BodyEnd end, String text) {
        return end.scanner().ends(List.of(bytes(text)));
    }

    /** What is said at the end, for every way to cut the text in two. */
    private static List<Boolean> everySplit(BodyEnd end, String text) {
        byte[] whole = text.getBytes(StandardCharsets.UTF_8);
        int lastByte = text.stripTrailing().getBytes(StandardCharsets.UTF_8).length;
        List<Boolean> said = new ArrayList<>();
        for (int cut = 0; cut < lastByte; cut++) {
            BodyScanner scanner = end.scanner();
            scanner.ends(List.of(slice(whole, 0, cut)));
            said.add(scanner.ends(List.of(slice(whole, cut, whole.length))));
            said.add(end.scanner().ends(List.of(slice(whole, 0, cut), slice(whole, cut, whole.length))));
        }
        return said;
    }

    private static ByteBuffer slice(byte[] whole, int from, int to) {
        return ByteBuffer.wrap(whole, from, to - from).slice().asReadOnlyBuffer();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }
}
