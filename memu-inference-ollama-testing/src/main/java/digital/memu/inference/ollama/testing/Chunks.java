package digital.memu.inference.ollama.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** HTTP's chunks. */
final class Chunks {

    private Chunks() {}

    /** One chunk; nothing for nothing, as an empty one would be the end. */
    static byte[] of(byte[] data) {
        return data.length == 0
                ? data
                : concat(concat(ascii(Integer.toHexString(data.length) + "\r\n"), data), ascii("\r\n"));
    }

    /** All the chunks of a body. */
    static byte[] whole(byte[] data) {
        return concat(of(data), end());
    }

    /** The chunk that ends a body. */
    static byte[] end() {
        return ascii("0\r\n\r\n");
    }

    static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
