package digital.memu.inference.internal.http;

/** Looks at eight bytes at once. */
final class Words {

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private Words() {}

    /** Eight times the same byte. */
    static long of(char ascii) {
        return ONES * ascii;
    }

    /** Whether one of the eight bytes is zero: of a word that was xored with {@link #of}, whether it has that byte. */
    static boolean has(long word) {
        return ((word - ONES) & ~word & HIGHS) != 0;
    }
}
