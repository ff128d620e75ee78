package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.failure.InvalidResponseException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinesTest {

    @Test
    void oneLinePerPortion() {
        assertThat(read("a\n", "bc\n")).containsExactly("a", "bc");
    }

    @Test
    void manyLinesPerPortionAndLinesOverPortions() {
        assertThat(read("a\nb", "c\nd", "", "e", "f\n")).containsExactly("a", "bc", "def");
    }

    @Test
    void lastLineNeedsNoLineFeed() {
        assertThat(read("a\nb")).containsExactly("a", "b");
        assertThat(read("a")).containsExactly("a");
    }

    @Test
    void emptyLinesAreLeftOut() {
        assertThat(read("\n\na\n\n", "\nb\n\n")).containsExactly("a", "b");
        assertThat(read("\n")).isEmpty();
        assertThat(read()).isEmpty();
    }

    @Test
    void onlyLineFeedsSeparate() {
        assertThat(read("a\r\nb\u2028c\n")).containsExactly("a\r", "b\u2028c");
    }

    @Test
    void afterTheEndThereIsNothing() {
        Lines lines = lines(100, "a\n");
        assertThat(lines.next()).isTrue();
        assertThat(lines.next()).isFalse();
        assertThat(lines.next()).isFalse();
    }

    @Test
    void lineAtTheLimitPassesAndALongerOneDoesNot() {
        assertThat(lines(10, "0123456789\n").next()).isTrue();
        assertThatThrownBy(() -> lines(10, "0123456789a\n").next())
                .isInstanceOf(InvalidResponseException.class)
                .hasMessageContaining("longer than 10 bytes");
        assertThatThrownBy(() -> lines(10, "0123456789a").next()).isInstanceOf(InvalidResponseException.class);
    }

    @Test
    void endlessLineIsGivenUpBeforeItFillsTheMemory() {
        int limit = 1 << 20;
        String[] portions = new String[200];
        Arrays.fill(portions, "x".repeat(16 * 1024));
        Lines lines = lines(limit, portions);
        assertThatThrownBy(lines::next).isInstanceOf(InvalidResponseException.class);
        assertThat(lines.array().length).isLessThan(3 * limit);
    }

    @Test
    void arrayIsUsedAgainAndShrinksAfterAGiantLine() {
        List<String> portions = new ArrayList<>();
        portions.add("x".repeat(1 << 20) + "\n");
        for (int i = 0; i < 100; i++) {
            portions.add("{\"n\":" + i + "}\n");
        }
        Lines lines = lines(16 << 20, portions.toArray(String[]::new));
        assertThat(lines.next()).isTrue();
        assertThat(lines.length()).isEqualTo(1 << 20);
        assertThat(lines.next()).isTrue();
        byte[] small = lines.array();
        assertThat(small.length).isLessThan(64 * 1024);
        while (lines.next()) {
            assertThat(lines.array()).isSameAs(small);
        }
    }

    @Test
    void randomTextCutAtRandom() {
        long seed = 7;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<String> expected = new ArrayList<>();
            StringBuilder whole = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                String line =
                        "ä".repeat(random.nextInt(4)) + "x".repeat(random.nextInt(random.nextBoolean() ? 5 : 9000));
                whole.append(line).append('\n');
                if (!line.isEmpty()) {
                    expected.add(line);
                }
            }
            byte[] bytes = whole.toString().getBytes(StandardCharsets.UTF_8);
            Deque<List<ByteBuffer>> portions = new ArrayDeque<>();
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 10 : 5000));
                portions.add(
                        List.of(ByteBuffer.wrap(bytes, at, length).slice().asReadOnlyBuffer(), ByteBuffer.allocate(0)));
                at += length;
            }
            assertThat(all(new Lines(portions::poll, LinesTest::tooLong, 1 << 20)))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(expected);
        }
    }

    private static InvalidResponseException tooLong(String what) {
        return new InvalidResponseException("http://host:1/path", what, null);
    }

    private static List<String> read(String... portions) {
        return all(lines(1 << 20, portions));
    }

    private static List<String> all(Lines lines) {
        List<String> all = new ArrayList<>();
        while (lines.next()) {
            all.add(new String(lines.array(), lines.offset(), lines.length(), StandardCharsets.UTF_8));
        }
        return all;
    }

    private static Lines lines(int limit, String... portions) {
        Deque<List<ByteBuffer>> queue = new ArrayDeque<>();
        for (String portion : portions) {
            queue.add(List.of(
                    ByteBuffer.wrap(portion.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer()));
        }
        return new Lines(queue::poll, LinesTest::tooLong, limit);
    }
}
