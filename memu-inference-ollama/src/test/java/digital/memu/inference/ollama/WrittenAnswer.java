package digital.memu.inference.ollama;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** A text as a server writes it: a line of JSON for each token, some characters escaped and some not, and a last line. */
final class WrittenAnswer {

    private static final String START = "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"";
    private static final String END = "\"},\"done\":true,\"done_reason\":\"stop\",\"eval_count\":3}";

    private final List<String> tokens;
    private final byte[] bytes;
    /** Where each line's JSON ends; its line feed comes then. */
    private final int[] ends;

    WrittenAnswer(List<String> tokens, Random random) {
        this.tokens = tokens;
        this.ends = new int[tokens.size() + 1];
        ByteArrayOutputStream out = new ByteArrayOutputStream(128 * ends.length);
        StringBuilder line = new StringBuilder(128);
        for (int i = 0; i < ends.length; i++) {
            line.setLength(0);
            line.append(START);
            if (i < tokens.size()) {
                escape(tokens.get(i), line, random.nextBoolean());
                line.append("\"},\"done\":false}");
            } else {
                line.append(END);
            }
            out.writeBytes(line.toString().getBytes(StandardCharsets.UTF_8));
            ends[i] = out.size();
            out.write('\n');
        }
        this.bytes = out.toByteArray();
    }

    private static void escape(String text, StringBuilder line, boolean ascii) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> line.append('\\').append(c);
                case '\n' -> line.append("\\n");
                default -> {
                    if (c < ' ' || (ascii && c > '~')) {
                        line.append("\\u").append(Integer.toHexString(0x10000 + c), 1, 5);
                    } else {
                        line.append(c);
                    }
                }
            }
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** The place behind the last line's JSON; who is cut before has not ended. */
    int end() {
        return ends[tokens.size()];
    }

    /** The place behind the line feed of this line, from 0; before the first there is -1. */
    int behindLine(int line) {
        return line < 0 ? 0 : ends[line] + 1;
    }

    /** The text of the lines that lie whole within so many bytes. */
    String within(int count, boolean withLineFeed) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens.size() && ends[i] + (withLineFeed ? 1 : 0) <= count; i++) {
            text.append(tokens.get(i));
        }
        return text.toString();
    }

    String whole() {
        return String.join("", tokens);
    }
}
