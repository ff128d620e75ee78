package digital.memu.inference.immich;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * What the start of a photo tells.
 *
 * @param width in pixels, as it is stored; -1 where the start does not tell
 * @param height the same
 * @param orientation how it is to be turned, as EXIF counts: 1 to 8, 1 being upright
 * @param end bytes that were read of it
 * @param least bytes that the photo must have, as far as the start tells
 * @param piece pixels that decoders have to hold at a time; 0 for lines, {@link #ALL} for all of them
 */
record PhotoHeader(PhotoKind kind, long width, long height, int orientation, long end, long least, long piece) {

    static final long ALL = -1;

    private static final int MOST_SEGMENTS = 10_000;
    private static final int AVIF_START = 16 * 1024;

    private static final int SOF0 = 0xC0;
    private static final int SOF2 = 0xC2;
    private static final int SOF15 = 0xCF;
    private static final int DHT = 0xC4;
    private static final int JPG = 0xC8;
    private static final int DAC = 0xCC;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP1 = 0xE1;

    private static final byte[] EXIF = "Exif\0\0".getBytes(ISO_8859_1);

    private PhotoHeader(PhotoKind kind, long width, long height) {
        this(kind, width, height, 1, 0, 0, kind == PhotoKind.PNG || kind == PhotoKind.BMP ? 0 : ALL);
    }

    /** Whether it is known how large the photo is. */
    boolean hasSize() {
        return width >= 0 && height >= 0;
    }

    /**
     * Reads as far as it takes from a stream that can be marked. Of a JPEG the next byte is then the first of its pixels.
     *
     * @throws EOFException if the photo ends before
     */
    static PhotoHeader read(InputStream photo, String name) throws IOException {
        photo.mark(PhotoKind.ENOUGH);
        PhotoKind kind = PhotoKind.of(photo.readNBytes(PhotoKind.ENOUGH), name);
        photo.reset();
        PhotoBytes in = new PhotoBytes(photo);
        return switch (kind) {
            case JPEG -> jpeg(in);
            case PNG -> png(in);
            case GIF -> gif(in);
            case WEBP -> webp(in);
            case BMP -> bmp(in);
            case TIFF -> tiff(in);
            case AVIF -> avif(photo);
            default -> new PhotoHeader(kind, -1, -1);
        };
    }

    private static PhotoHeader jpeg(PhotoBytes in) throws IOException {
        in.skip(2);
        long width = -1;
        long height = -1;
        int orientation = 1;
        int parts = 0;
        boolean byLine = false;
        for (int i = 0; i < MOST_SEGMENTS; i++) {
            int marker = marker(in);
            if (marker == EOI) {
                throw new EOFException();
            }
            if (isAlone(marker)) {
                continue;
            }
            int length = Math.max(0, in.u16(false) - 2);
            if (marker == SOS && length >= 1) {
                // Of what comes in several scans the last line is not there before the last scan.
                byLine &= in.u8() == parts;
                in.skip(length - 1);
                break;
            }
            if (isFrame(marker) && length >= 6) {
                in.u8();
                height = in.u16(false);
                width = in.u16(false);
                parts = in.u8();
                byLine = marker < SOF2;
                in.skip(length - 6);
            } else if (marker == APP1 && orientation == 1) {
                byte[] segment = in.read(length);
                if (Arrays.equals(segment, 0, Math.min(length, EXIF.length), EXIF, 0, EXIF.length)) {
                    orientation = TiffDirectory.orientation(Arrays.copyOfRange(segment, EXIF.length, length));
                }
            } else {
                in.skip(length);
            }
        }
        return new PhotoHeader(PhotoKind.JPEG, width, height, orientation, in.position(), 0, byLine ? 0 : ALL);
    }

    /** The next marker; what lies before it belongs to nothing, and decoders skip it. */
    private static int marker(PhotoBytes in) throws IOException {
        int last = in.u8();
        while (true) {
            int next = in.u8();
            if (last == 0xFF && next != 0xFF && next != 0) {
                return next;
            }
            last = next;
        }
    }

    private static boolean isAlone(int marker) {
        return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
    }

    private static boolean isFrame(int marker) {
        return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
    }

    private static PhotoHeader png(PhotoBytes in) throws IOException {
        in.skip(16);
        PhotoHeader header = new PhotoHeader(PhotoKind.PNG, in.u32(false), in.u32(false));
        in.skip(9);
        return header;
    }

    private static PhotoHeader gif(PhotoBytes in) throws IOException {
        in.skip(6);
        return new PhotoHeader(PhotoKind.GIF, in.u16(true), in.u16(true));
    }

    private static PhotoHeader webp(PhotoBytes in) throws IOException {
        in.skip(4);
        long least = in.u32(true) + 8;
        in.skip(4);
        String form = new String(in.read(4), ISO_8859_1);
        in.skip(4);
        long width = -1;
        long height = -1;
        switch (form) {
            case "VP8 " -> {
                in.skip(6);
                width = in.u16(true) & 0x3FFF;
                height = in.u16(true) & 0x3FFF;
            }
            case "VP8L" -> {
                in.skip(1);
                long bits = in.u32(true);
                width = (bits & 0x3FFF) + 1;
                height = (bits >> 14 & 0x3FFF) + 1;
            }
            case "VP8X" -> {
                in.skip(4);
                width = u24(in) + 1;
                height = u24(in) + 1;
            }
            default -> {}
        }
        return new PhotoHeader(PhotoKind.WEBP, width, height, 1, in.position(), least, ALL);
    }

    private static long u24(PhotoBytes in) throws IOException {
        int low = in.u16(true);
        return (long) in.u8() << 16 | low;
    }

    private static PhotoHeader bmp(PhotoBytes in) throws IOException {
        in.skip(14);
        if (in.u32(true) == 12) {
            return new PhotoHeader(PhotoKind.BMP, in.u16(true), in.u16(true));
        }
        // A negative height is one from top to bottom.
        return new PhotoHeader(PhotoKind.BMP, Math.abs((long) (int) in.u32(true)), Math.abs((long) (int) in.u32(true)));
    }

    private static PhotoHeader tiff(PhotoBytes in) throws IOException {
        TiffDirectory directory = TiffDirectory.read(in);
        PhotoKind kind = directory.raw() ? PhotoKind.RAW : PhotoKind.TIFF;
        return new PhotoHeader(
                kind,
                directory.width(),
                directory.height(),
                directory.orientation(),
                in.position(),
                0,
                directory.piece());
    }

    /** Of the sizes that the start tells the largest: the others are of previews, or of tiles. */
    private static PhotoHeader avif(InputStream photo) throws IOException {
        byte[] all = photo.readNBytes(AVIF_START);
        String text = new String(all, ISO_8859_1);
        long width = -1;
        long height = -1;
        for (int at = text.indexOf("ispe"); at >= 0 && at + 16 <= all.length; at = text.indexOf("ispe", at + 4)) {
            PhotoBytes size = new PhotoBytes(new ByteArrayInputStream(all, at + 8, 8));
            long itsWidth = size.u32(false);
            long itsHeight = size.u32(false);
            if (itsWidth * itsHeight > width * height || width < 0) {
                width = itsWidth;
                height = itsHeight;
            }
        }
        return new PhotoHeader(PhotoKind.AVIF, width, height);
    }
}
