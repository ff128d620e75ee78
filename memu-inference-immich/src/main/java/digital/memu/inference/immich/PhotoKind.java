package digital.memu.inference.immich;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a photo is by its first bytes, and whether the service reads it. */
enum PhotoKind {
    JPEG("JPEG"),
    PNG("PNG"),
    GIF("GIF"),
    WEBP("WebP"),
    BMP("BMP"),
    TIFF("TIFF"),
    AVIF("AVIF"),
    /** One of the rare kinds that the service's library reads, and nothing here looks into. */
    RARE("a rare kind of picture"),
    HEIC("HEIC", true),
    RAW("a camera's raw file", true),
    JPEG_XL("JPEG XL", true),
    VIDEO("a video", true),
    OTHER("of no kind that it reads", true);

    /** Bytes that are enough to tell. */
    static final int ENOUGH = 64;

    /** Raw files that are TIFF by their first bytes. */
    private static final Set<String> RAW_ENDINGS = Set.of(
            "3fr", "arw", "cr2", "dcr", "dng", "erf", "iiq", "kdc", "mef", "mos", "nef", "nrw", "orf", "pef", "raw",
            "rwl", "sr2", "srf", "srw");

    private final String words;
    private final boolean refused;

    PhotoKind(String words) {
        this(words, false);
    }

    PhotoKind(String words, boolean refused) {
        this.words = words;
        this.refused = refused;
    }

    /** For people. */
    String words() {
        return words;
    }

    /** Whether the service surely fails on it. */
    boolean isRefused() {
        return refused;
    }

    /** The kind of a photo with these first bytes, {@link #ENOUGH} or all there are. */
    static PhotoKind of(byte[] start, String name) {
        String text = new String(start, ISO_8859_1);
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return GIF;
        }
        if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return WEBP;
        }
        if (text.startsWith("BM")) {
            return BMP;
        }
        if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
            return isRaw(text, name) ? RAW : TIFF;
        }
        if (text.startsWith("ftyp", 4)) {
            return ofBrand(text);
        }
        PhotoKind other = rareOrRaw(text);
        return other == null ? OTHER : other;
    }

    private static boolean isRaw(String text, String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return text.startsWith("CR", 8) || RAW_ENDINGS.contains(ending);
    }

    /** The container of films, and of pictures made by codecs for films. */
    private static PhotoKind ofBrand(String text) {
        String brands = text.substring(8);
        if (brands.contains("avif") || brands.contains("avis")) {
            return AVIF;
        }
        if (brands.startsWith("crx ")) {
            return RAW;
        }
        boolean still = brands.startsWith("hei")
                || brands.startsWith("hev")
                || brands.startsWith("mif1")
                || brands.startsWith("msf1");
        return still ? HEIC : VIDEO;
    }

    private static @Nullable PhotoKind rareOrRaw(String text) {
        if (text.startsWith("\u00ff\n") || text.startsWith("\0\0\0\fJXL ")) {
            return JPEG_XL;
        }
        if (text.startsWith("FUJIFILMCCD-RAW")
                || text.startsWith("IIRO")
                || text.startsWith("IIRS")
                || text.startsWith("MMOR")
                || text.startsWith("IIU\0")
                || text.startsWith("FOVb")
                || text.startsWith("\0MRM")) {
            return RAW;
        }
        boolean rare = text.startsWith("\0\0\0\fjP  ")
                || text.startsWith("8BPS")
                || text.startsWith("qoif")
                || text.startsWith("DDS ")
                || text.startsWith("icns")
                || text.startsWith("\0\0\1\0")
                || text.startsWith("II+\0")
                || text.startsWith("MM\0+")
                || text.matches("(?s)P[1-7][ \\t\\r\\n].*");
        return rare ? RARE : null;
    }
}
