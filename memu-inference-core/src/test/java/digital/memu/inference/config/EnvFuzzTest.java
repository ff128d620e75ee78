package digital.memu.inference.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.support.Fuzz;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random files: reading them never fails, edits read back and leave the rest, and no message holds a foreign line end. */
class EnvFuzzTest {

    private static final int FILES = 30_000;

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

    private int edited;

    @Test
    void filesOfAllKinds() {
        if (Fuzz.rounds(FILES, this::tryOne)) {
            assertThat(edited).as("files that could be edited").isGreaterThan(FILES / 4);
        }
    }

    private void tryOne(Random random) {
        byte[] file = file(random);
        Map<String, Optional<String>> wishes = wishes(random);
        try {
            edited += check(file, wishes) ? 1 : 0;
        } catch (RuntimeException | AssertionError e) {
            fail("file " + escaped(file) + ", wishes " + wishes.keySet(), e);
        }
    }

    /** Whether the file could be edited. */
    private static boolean check(byte[] file, Map<String, Optional<String>> wishes) {
        String text = EnvText.decode(file);
        check(Arrays.equals(EnvText.encode(text), file), "the bytes come back");
        EnvValues before = EnvParser.parse(text).values(Map.of());
        before.problems().forEach(EnvFuzzTest::checkMessage);
        for (String key : before.keys()) {
            check(
                    before.get(key).orElse("").length() <= text.length() + RealDisk.LARGEST,
                    "no value outgrows the memory");
        }
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
        if (random.nextInt(1_000) == 0) {
            return ("A=x\n" + "A=$A$A\n".repeat(random.nextInt(40))).getBytes(StandardCharsets.UTF_8);
        }
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
