package digital.memu.inference.immich;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Square photos of a few bytes, whatever their size: headers, and the start of nothing. */
final class Bombs {

    private static final byte[] ONE_CODE = new byte[18];

    private Bombs() {}

    static byte[] of(String kind, int side) {
        return switch (kind) {
            case "progressive" -> jpeg(0xC2, side, new byte[] {3, 1, 0, 2, 0, 3, 0, 0, 0, 0});
            case "several scans" -> jpeg(0xC0, side, new byte[] {1, 1, 0, 0, 63, 0});
            case "gif" -> gif(side);
            case "tiff" -> tiff(side);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static byte[] jpeg(int frame, int side, byte[] scan) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD8});
        byte[] quantization = new byte[65];
        Arrays.fill(quantization, 1, 65, (byte) 1);
        segment(out, 0xDB, quantization);
        byte high = (byte) (side >> 8);
        byte low = (byte) side;
        segment(out, frame, new byte[] {8, high, low, high, low, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0});
        for (byte table : new byte[] {0x00, 0x10}) {
            byte[] codes = ONE_CODE.clone();
            codes[0] = table;
            codes[1] = 1;
            segment(out, 0xC4, codes);
        }
        segment(out, 0xDA, scan);
        out.writeBytes(new byte[] {0, 0, 0, 0, (byte) 0xFF, (byte) 0xD9});
        return out.toByteArray();
    }

    private static void segment(ByteArrayOutputStream out, int marker, byte[] content) {
        out.writeBytes(
                new byte[] {(byte) 0xFF, (byte) marker, (byte) ((content.length + 2) >> 8), (byte) (content.length + 2)
                });
        out.writeBytes(content);
    }

    private static byte[] gif(int side) {
        ByteBuffer out = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        out.put("GIF89a".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) side)
                .putShort((short) side);
        out.put(new byte[] {(byte) 0x80, 0, 0}).put(new byte[6]);
        out.put((byte) 0x2C).putInt(0).putShort((short) side).putShort((short) side);
        out.put(new byte[] {0, 2, 2, 0x44, 1, 0, 0x3B});
        return Arrays.copyOf(out.array(), out.position());
    }

    /** In one strip. */
    private static byte[] tiff(int side) {
        int[][] fields = {
            {256, side}, {257, side}, {258, 8}, {259, 1}, {262, 1}, {273, 126}, {277, 1}, {278, side}, {279, 10}
        };
        ByteBuffer out = ByteBuffer.allocate(136).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {'I', 'I', 42, 0}).putInt(8).putShort((short) fields.length);
        for (int[] field : fields) {
            out.putShort((short) field[0]).putShort((short) 4).putInt(1).putInt(field[1]);
        }
        return out.array();
    }
}
