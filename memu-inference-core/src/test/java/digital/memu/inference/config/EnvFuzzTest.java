package digital.memu.inference.config;

import static org.assertj.core.api.Assertions.fail;

import digital.memu.inference.failure.InvalidConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random files: reading them never fails, edits read back and leave the rest, and no message holds a foreign line end. */
class EnvFuzzTest {

    private static final int FILES = 15_000;

    private static final String[] PIECES = {
        "A",
        "B",
        "OLLAMA_HOST",
        "=",
        "=",
        "=",
        ":",
        "'",
        "\"",
        "\\",
        " ",
        "\t",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "#",
        " #",
        "$",
        "$A",
        "${A}",
        "${B:-x}",
        "${A-",
        "${C:+y}",
        "${D?no}",
        "}",
        "{",
        "$$",
        "\\$",
        "\\n",
        "\\0101",
        "\\\\",
        "export ",
        "v",
        "1",
        "\uFEFF",
        "\u00a0",
        "\u0085",
        "\u2028",
        "\u00fc",
        "-",
        ".",
        "[",
        "%",
        "\f",
        "A=1\n",
        "B='x y' ",
        "C=\"a\nb\"\n",
        "\u001b[31m"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_122})
    void filesOfAllKinds(long seed) {
        // On a thread of its own: a refusal copies the stack, and below JUnit that is deep enough to double the time.
        CompletableFuture.runAsync(() -> tryMany(seed)).join();
    }

    private static void tryMany(long seed) {
        Random random = new Random(seed);
        int edited = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] file = file(random);
            Map<String, Optional<String>> wishes = wishes(random);
            try {
                edited += check(file, wishes) ? 1 : 0;
            } catch (RuntimeException | AssertionError e) {
                fail("seed " + seed + ", file " + escaped(file) + ", wishes " + wishes.keySet(), e);
            }
        }
        if (edited < FILES / 4) {
            fail("only " + edited + " files could be edited: the check means little");
        }
    }

    /** Whether the file could be edited. */
    private static boolean check(byte[] file, Map<String, Optional<String>> wishes) {
        String text = EnvText.decode(file);
        check(Arrays.equals(EnvText.encode(text), file), "the bytes come back");
        EnvValues before = EnvParser.parse(text).values(Map.of());
        before.problems().forEach(EnvFuzzTest::checkMessage);
        EnvPlan plan;
        try {
            plan = EnvPlan.of(text, wishes);
        } catch (InvalidConfigurationException e) {
            checkMessage(String.valueOf(e.getMessage()));
            check(
                    before.problems().toString().contains("quote") || text.indexOf('\uFEFF') > 0,
                    "only for an open quote");
            return false;
        }
        EnvLines after = EnvParser.parse(plan.text());
        wishes.forEach((key, wish) -> check(after.values(Map.of()).get(key).equals(wish), "it reads back"));
        check(
                after.allBut(wishes.keySet()).equals(EnvParser.parse(text).allBut(wishes.keySet())),
                "other variables stay");
        check(plan.changes().isEmpty() == plan.text().equals(text), "changes are told");
        check(EnvPlan.of(plan.text(), wishes).changes().isEmpty(), "nothing is left to do");
        return true;
    }

    private static void checkMessage(String message) {
        check(message.codePoints().allMatch(c -> c >= ' ' && c < 0x7f), "one plain line");
        check(message.length() < 300, "short");
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("Not so: " + what);
        }
    }

    private static Map<String, Optional<String>> wishes(Random random) {
        Map<String, Optional<String>> wishes = new LinkedHashMap<>();
        for (String key : new String[] {"A", "OLLAMA_HOST", "NEW"}) {
            if (random.nextBoolean()) {
                String value = text(random).replaceAll("[\r\n]", "");
                wishes.put(key, random.nextInt(4) == 0 ? Optional.empty() : Optional.of(value));
            }
        }
        return wishes;
    }

    private static byte[] file(Random random) {
        byte[] file = text(random).getBytes(StandardCharsets.UTF_8);
        if (file.length > 0 && random.nextInt(10) == 0) {
            file[random.nextInt(file.length)] = (byte) (0x80 + random.nextInt(128));
        }
        return file;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(14); n > 0; n--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static String escaped(byte[] file) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : file) {
            escaped.append(b >= ' ' && b < 0x7f ? "" + (char) b : String.format("\\x%02x", b & 0xff));
        }
        return escaped.toString();
    }
}
