package digital.memu.inference.immich.testing;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Width and height of a picture that the service could decode, found without decoding it: JPEG, PNG, GIF, WebP and AVIF
 * that are there to their end.
 */
record PictureSize(int width, int height) {

    private static final long MOST_PIXELS = 178_956_970;

    /** Empty where the service would fail. */
    static Optional<PictureSize> of(byte[] picture) {
        try {
            return Optional.ofNullable(read(new Bytes(picture)))
                    .filter(size -> size.width >= 0 && size.height >= 0)
                    .filter(size -> (long) size.width * size.height <= MOST_PIXELS);
        } catch (IndexOutOfBoundsException e) {
            // cut off
            return Optional.empty();
        }
    }

    private static @Nullable PictureSize read(Bytes bytes) {
        if (bytes.size() < 12) {
            return null;
        }
        if (bytes.u16(0) == 0xFFD8) {
            return jpeg(bytes);
        }
        if (bytes.ascii(1, 3).equals("PNG")) {
            return png(bytes);
        }
        if (bytes.ascii(0, 4).equals("GIF8")) {
            return gif(bytes);
        }
        if (bytes.ascii(0, 4).equals("RIFF") && bytes.ascii(8, 4).equals("WEBP")) {
            return webp(bytes);
        }
        if (bytes.ascii(4, 4).equals("ftyp") && bytes.ascii(8, 4).startsWith("avi")) {
            return avif(bytes);
        }
        return null;
    }

    private static PictureSize jpeg(Bytes bytes) {
        PictureSize size = new PictureSize(0, 0);
        int at = 2;
        while (bytes.u16(at) != 0xFFDA) {
            int marker = bytes.u8(at + 1);
            if (bytes.u8(at) != 0xFF) {
                throw new IndexOutOfBoundsException();
            }
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame) {
                size = new PictureSize(bytes.u16(at + 7), bytes.u16(at + 5));
            }
            at += marker == 0xFF ? 1 : 2 + bytes.u16(at + 2);
        }
        int end = bytes.size() - 2;
        while (bytes.u16(end) != 0xFFD9) {
            end--;
            if (end <= at) {
                throw new IndexOutOfBoundsException();
            }
        }
        return size;
    }

    private static PictureSize png(Bytes bytes) {
        int at = 8;
        while (!bytes.ascii(at + 4, 4).equals("IEND")) {
            at += 12 + Math.max(0, bytes.i32(at));
            bytes.u8(at - 1);
        }
        bytes.u8(at + 11);
        return new PictureSize(bytes.i32(16), bytes.i32(20));
    }

    private static PictureSize gif(Bytes bytes) {
        int at = 13 + colours(bytes.u8(10));
        while (bytes.u8(at) == 0x21) {
            at = afterBlocks(bytes, at + 2);
        }
        // the first picture, which is the one that counts
        afterBlocks(bytes, at + 11 + colours(bytes.u8(at + 9)));
        return new PictureSize(bytes.u16le(6), bytes.u16le(8));
    }

    private static int colours(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static int afterBlocks(Bytes bytes, int from) {
        int at = from;
        while (bytes.u8(at) != 0) {
            at += 1 + bytes.u8(at);
        }
        return at + 1;
    }

    private static PictureSize webp(Bytes bytes) {
        bytes.u8(7 + Integer.reverseBytes(bytes.i32(4)));
        return switch (bytes.ascii(12, 4)) {
            case "VP8X" -> new PictureSize(1 + bytes.u24le(24), 1 + bytes.u24le(27));
            case "VP8L" -> {
                int bits = Integer.reverseBytes(bytes.i32(21));
                yield new PictureSize(1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF));
            }
            default -> new PictureSize(bytes.u16le(26) & 0x3FFF, bytes.u16le(28) & 0x3FFF);
        };
    }

    /** The largest of the sizes in it: the others are those of its tiles. */
    private static PictureSize avif(Bytes bytes) {
        int at = 0;
        boolean data = false;
        while (at < bytes.size()) {
            data |= bytes.ascii(at + 4, 4).equals("mdat");
            // 0 is a box that reaches to the end
            int length = bytes.i32(at);
            at += length == 0 ? bytes.size() : Math.max(8, length);
            bytes.u8(length == 0 ? 0 : at - 1);
        }
        if (!data) {
            throw new IndexOutOfBoundsException();
        }
        PictureSize largest = new PictureSize(-1, -1);
        for (int found = bytes.indexOf("ispe", 0); found >= 0; found = bytes.indexOf("ispe", found + 4)) {
            PictureSize size = new PictureSize(bytes.i32(found + 8), bytes.i32(found + 12));
            largest = size.width > largest.width ? size : largest;
        }
        return largest;
    }

    /** Bytes by their index; all methods throw {@link IndexOutOfBoundsException} beyond the end. */
    private static final class Bytes {

        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        int size() {
            return bytes.length;
        }

        int u8(int at) {
            return bytes[at] & 0xFF;
        }

        int u16(int at) {
            return u8(at) << 8 | u8(at + 1);
        }

        int u16le(int at) {
            return u8(at) | u8(at + 1) << 8;
        }

        int u24le(int at) {
            return u16le(at) | u8(at + 2) << 16;
        }

        int i32(int at) {
            return u16(at) << 16 | u16(at + 2);
        }

        String ascii(int at, int length) {
            return new String(bytes, at, length, StandardCharsets.ISO_8859_1);
        }

        int indexOf(String text, int from) {
            for (int at = from; at + text.length() <= bytes.length; at++) {
                if (bytes[at] == text.charAt(0) && ascii(at, text.length()).equals(text)) {
                    return at;
                }
            }
            return -1;
        }
    }
}
