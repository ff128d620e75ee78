package digital.memu.inference.ollama;

import java.util.Random;

/** Texts as a broken or hostile server may send them, and what a message may show of them. */
public final class FuzzText {

    private static final String[] PIECES = {
        "model 'x' not found",
        "model \"",
        "model ",
        "option \"",
        "does not support tools",
        "unexpected server status: ",
        "llama runner process has terminated: ",
        "pull model manifest: ",
        "<html>",
        "<title>",
        "</title>",
        "<title a=\"b\">Login\n</title>",
        "404 page not found",
        "{\"error\":\"",
        "{\"error\":{\"message\":\"",
        "{\"error\":{\"error\":",
        "{\"detail\":\"Not Found\"}",
        "{\"message\":{\"content\":\"",
        "{\"message\":{\"role\":\"assistant\",\"content\":\"a\"},\"done\":false}",
        "{\"done\":true,\"done_reason\":\"stop\"}",
        "{\"embeddings\":[[0.1,-2e3],[1,2]]}",
        "\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":{}}}]",
        "\"logprobs\":[{\"token\":\"a\",\"logprob\":-1,\"top_logprobs\":[]}]",
        "\"remote_host\":\"",
        "\"eval_count\":",
        "\"StatusCode\":503",
        "\"thinking\":",
        "\"done\":",
        "\"model\":",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        "\\u0000",
        "\\ud83d",
        "\\n\\u0085\\u2028",
        ":",
        ",",
        "null",
        "true",
        "1e999",
        "-0",
        "123456789012345678901234567890",
        "0.00000000000000000000000000001e-400",
        "NaN",
        " ",
        "\n",
        "\r\n",
        "\u0085",
        "\u2028",
        "\u2029",
        "\u000b",
        "\u0000",
        "\u001b[31m",
        "\u009b1A",
        "\u202e",
        "\u200b",
        "\ufeff",
        "\ue000",
        "\ud83d\ude00",
        "\ud800",
        "\u00e4",
        "\u3000",
        "x"
    };

    private FuzzText() {}

    /** Some of the pieces, one of them now and then a thousand times. */
    public static String of(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            String piece = PIECES[random.nextInt(PIECES.length)];
            text.append(random.nextInt(100) == 0 ? piece.repeat(random.nextInt(1_500)) : piece);
        }
        return text.toString();
    }

    /** Whether it is one line, not long, of signs that a reader sees and that move nothing else. */
    public static boolean isClean(String message) {
        return message.length() < 1_500 && message.codePoints().allMatch(FuzzText::isVisible);
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
