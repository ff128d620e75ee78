package digital.memu.inference.immich;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * The first directory of a TIFF, which is also what EXIF is: size, orientation, and whether it is a raw file.
 *
 * @param width -1 where it is not told
 * @param height -1 where it is not told
 * @param orientation 1 to 8; 1, which is upright, where it is not told
 * @param piece pixels of a strip or a tile
 */
record TiffDirectory(long width, long height, int orientation, boolean raw, long piece) {

    private static final int MOST_FIELDS = 1_000;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final TiffDirectory NOTHING = new TiffDirectory(-1, -1, 1, false, PhotoHeader.ALL);

    /** The orientation in a block of EXIF; 1 where the block is none. */
    static int orientation(byte[] exif) {
        try {
            return read(new PhotoBytes(new ByteArrayInputStream(exif))).orientation;
        } catch (IOException e) {
            return 1; // viewers take it so, too
        }
    }

    /** Reads the directory from the first byte of the TIFF on. */
    static TiffDirectory read(PhotoBytes in) throws IOException {
        boolean little = in.u16(false) == 0x4949;
        in.u16(little);
        long at = in.u32(little);
        if (at < 8) {
            return NOTHING;
        }
        in.skip(at - 8);
        int fields = Math.min(in.u16(little), MOST_FIELDS);
        long width = -1;
        long height = -1;
        int orientation = 1;
        boolean raw = false;
        long pieceWidth = -1;
        long pieceHeight = -1;
        for (int i = 0; i < fields; i++) {
            int tag = in.u16(little);
            int type = in.u16(little);
            in.u32(little);
            long value = value(in, type, little);
            switch (tag) {
                case 256 -> width = value;
                case 257 -> height = value;
                case 274 -> orientation = value >= 1 && value <= 8 ? (int) value : 1;
                case 278, 323 -> pieceHeight = value;
                case 322 -> pieceWidth = value;
                case 50_706 -> raw = true; // the version of DNG
                default -> {}
            }
        }
        long piece = piece(pieceWidth < 0 ? width : pieceWidth, pieceHeight(pieceWidth, pieceHeight, height));
        return new TiffDirectory(width, height, orientation, raw, piece);
    }

    /** A strip is no higher than the photo, whatever is said. */
    private static long pieceHeight(long pieceWidth, long pieceHeight, long height) {
        return pieceHeight < 0 || (pieceWidth < 0 && pieceHeight > height) ? height : pieceHeight;
    }

    private static long piece(long width, long height) {
        if (width <= 0 || height <= 0) {
            return PhotoHeader.ALL;
        }
        return width > Integer.MAX_VALUE || height > Integer.MAX_VALUE ? Long.MAX_VALUE : width * height;
    }

    private static long value(PhotoBytes in, int type, boolean little) throws IOException {
        if (type == SHORT) {
            int value = in.u16(little);
            in.u16(little);
            return value;
        }
        long value = in.u32(little);
        return type == LONG ? value : -1;
    }
}
