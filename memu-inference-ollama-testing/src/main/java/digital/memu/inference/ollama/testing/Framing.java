package digital.memu.inference.ollama.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How an answer is cut on its way out.
 *
 * @param linesPerChunk lines of a stream that go out together
 * @param chunkSizes sizes of the chunks, over and over; empty for one chunk
 * @param segmentSizes sizes of the writes, over and over; empty for one write
 */
record Framing(int linesPerChunk, List<Integer> chunkSizes, List<Integer> segmentSizes) {

    static final Framing LIKE_OLLAMA = new Framing(1, List.of(), List.of());

    /** Cuts bytes into these sizes; the last piece is what is left. */
    static List<byte[]> cut(byte[] bytes, List<Integer> sizes) {
        if (sizes.isEmpty()) {
            return List.of(bytes);
        }
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 0; from < bytes.length; i++) {
            int to = Math.min(bytes.length, from + sizes.get(i % sizes.size()));
            pieces.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return pieces;
    }
}
