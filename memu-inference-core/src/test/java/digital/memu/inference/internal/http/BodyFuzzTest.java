package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.support.Fuzz;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a server sends, and however the network cuts it: the same lines, the same end, and no more memory than allowed. */
class BodyFuzzTest {

    private static final int SMALL = 8 * 1024;
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        "\\\"",
        ":",
        ",",
        " ",
        "\n",
        "\r\n",
        "\n\n",
        "\t",
        "\u0000",
        "\u00e4",
        "\u2028",
        "\ud83d\ude00",
        "0",
        "-1.5e-05",
        "true",
        "null",
        "\"done\"",
        "\"done\":true",
        "\"done\":false",
        "\"done\":false}\n",
        "{\"done\":true}\n",
        "{\"error\":\"x\"}",
        "\"error\":",
        "{\"message\":{\"content\":\"a\",\"done\":true}",
        "<html>",
    };

    private int ends;
    private int tooLong;

    @Test
    void linesAreThoseOfTheWhole() {
        if (Fuzz.rounds(20_000, this::lines)) {
            assertThat(tooLong).as("lines beyond the limit").isPositive();
        }
    }

    @Test
    void theEndIsTheSameHoweverItIsCut() {
        if (Fuzz.rounds(20_000, this::end)) {
            assertThat(ends).as("bodies that are whole").isPositive();
        }
    }

    private void lines(Random random) {
        byte[] body = body(random);
        int limit = 1 + random.nextInt(random.nextBoolean() ? 100 : 20_000);
        List<List<ByteBuffer>> portions = cut(body, random);
        long largest = portions.stream().mapToLong(Collector::sizeOf).max().orElse(0);
        Deque<List<ByteBuffer>> left = new ArrayDeque<>(portions);
        Lines lines = new Lines(left::poll, what -> new InvalidResponseException("http://pc", what, null), limit);
        try {
            for (byte[] expected : split(body)) {
                check(lines.next(), "a line is missing");
                check(
                        Arrays.equals(
                                expected,
                                0,
                                expected.length,
                                lines.array(),
                                lines.offset(),
                                lines.offset() + lines.length()),
                        "another line");
                check(expected.length <= limit, "longer than the limit of " + limit);
                check(lines.array().length <= Math.max(SMALL, 2L * limit + largest), "too much memory");
            }
            check(!lines.next(), "one line more");
        } catch (InvalidResponseException e) {
            tooLong++;
            check(split(body).stream().anyMatch(line -> line.length > limit), e.getMessage());
        }
    }

    private void end(Random random) {
        byte[] body = body(random);
        BodyEnd kind = random.nextBoolean() ? BodyEnd.json() : BodyEnd.ndjson("\"done\":true", "\"error\"");
        BodyScanner scanner = kind.scanner();
        boolean last = false;
        for (List<ByteBuffer> portion : cut(body, random)) {
            boolean ends = scanner.ends(portion);
            last = Collector.sizeOf(portion) == 0 ? last : ends;
            check(portion.stream().allMatch(buffer -> buffer.position() == 0), "a position has moved");
        }
        boolean whole = kind.scanner().ends(List.of(ByteBuffer.wrap(body).asReadOnlyBuffer()));
        // What ends so is passed over without reading it, if it arrives in one piece.
        boolean refuted = new String(body, StandardCharsets.UTF_8).endsWith("\"done\":false}\n");
        check(last == whole || refuted, "cut, the end is " + last + ", uncut " + whole);
        ends += whole ? 1 : 0;
    }

    private static byte[] body(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            String piece = PIECES[random.nextInt(PIECES.length)];
            text.append(random.nextInt(50) == 0 ? piece.repeat(random.nextInt(2_000)) : piece);
        }
        byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(3); i > 0 && body.length > 0; i--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt();
        }
        return body;
    }

    /** As the client hands it over: lists of buffers, some of them empty. */
    private static List<List<ByteBuffer>> cut(byte[] body, Random random) {
        int longest = 1 + random.nextInt(random.nextBoolean() ? 8 : 4_000);
        List<List<ByteBuffer>> portions = new ArrayList<>();
        List<ByteBuffer> portion = new ArrayList<>();
        for (int at = 0; at < body.length; ) {
            int length = Math.min(body.length - at, random.nextInt(longest + 1));
            portion.add(ByteBuffer.wrap(body, at, length).slice().asReadOnlyBuffer());
            at += length;
            if (random.nextInt(3) > 0) {
                portions.add(portion);
                portion = new ArrayList<>();
            }
        }
        portions.add(portion);
        return portions;
    }

    /** The lines that are not empty. */
    private static List<byte[]> split(byte[] body) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= body.length; at++) {
            if (at == body.length || body[at] == '\n') {
                if (at > from) {
                    lines.add(Arrays.copyOfRange(body, from, at));
                }
                from = at + 1;
            }
        }
        return lines;
    }

    // An AssertJ chain for each of a million checks would take longer than what it checks.
    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
