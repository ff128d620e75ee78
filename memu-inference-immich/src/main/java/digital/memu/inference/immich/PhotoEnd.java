package digital.memu.inference.immich;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Looks for the mark that a photo ends with. What follows it is ignored, as decoders do: phones append films. */
final class PhotoEnd {

    private static final int BUFFER = 16 * 1024;

    /** Within pixels the first of the two bytes is always followed by a zero. */
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD9};

    private static final byte[] PNG = {'I', 'E', 'N', 'D'};

    private PhotoEnd() {}

    /** Whether the mark is within these last bytes; of other kinds nothing can be said. */
    static boolean isIn(byte[] tail, PhotoKind kind) {
        return switch (kind) {
            case JPEG -> isIn(tail, JPEG);
            case PNG -> isIn(tail, PNG);
            default -> true;
        };
    }

    /** From the end on, which is where it usually is. */
    private static boolean isIn(byte[] tail, byte[] mark) {
        for (int at = tail.length - mark.length; at >= 0; at--) {
            if (Arrays.equals(tail, at, at + mark.length, mark, 0, mark.length)) {
                return true;
            }
        }
        return false;
    }

    /** The same, reading on from where the header ended; for photos whose mark lies far before their end. */
    static boolean follows(InputStream photo, PhotoKind kind) throws IOException {
        return switch (kind) {
            case JPEG -> contains(photo, JPEG);
            case PNG -> contains(photo, PNG);
            default -> true;
        };
    }

    /** For marks whose first byte occurs in them once. */
    private static boolean contains(InputStream photo, byte[] mark) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int matched = 0;
        for (int count = photo.read(buffer); count >= 0; count = photo.read(buffer)) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] == mark[matched]) {
                    matched++;
                } else {
                    matched = buffer[i] == mark[0] ? 1 : 0;
                }
                if (matched == mark.length) {
                    return true;
                }
            }
        }
        return false;
    }
}
