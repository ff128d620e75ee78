package digital.memu.inference.internal.http;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Finds the last line of NDJSON by a member of its object.
 *
 * <p>Only the last line of what has arrived can be the end. Of most lines even that needs no reading: Ollama ends each but
 * the last with {@code "done":false}.
 */
final class LinesEnd implements BodyScanner {

    private final List<byte[]> refutations;
    private final LineMembers members;

    LinesEnd(List<Mark> marks) {
        this.refutations = marks.stream()
                .map(Mark::refutation)
                .filter(end -> end.length > 0)
                .toList();
        this.members = new LineMembers(marks);
    }

    @Override
    public boolean ends(List<ByteBuffer> arrived) {
        int first = arrived.size();
        while (first > 0 && !isRefuted(arrived.get(first - 1))) {
            first--;
        }
        if (first > 0) {
            members.restart();
        }
        boolean last = false;
        for (ByteBuffer buffer : arrived.subList(first, arrived.size())) {
            if (buffer.hasRemaining()) {
                last = ends(buffer);
            }
        }
        return last;
    }

    private boolean ends(ByteBuffer buffer) {
        int from = buffer.position();
        int limit = buffer.limit();
        int start = startOfLastLine(buffer, from, limit);
        if (start > from) {
            members.restart();
        }
        return members.read(buffer, start, limit);
    }

    private boolean isRefuted(ByteBuffer buffer) {
        for (byte[] end : refutations) {
            int at = buffer.limit() - end.length;
            int matched = 0;
            while (at >= buffer.position() && matched < end.length && buffer.get(at + matched) == end[matched]) {
                matched++;
            }
            if (matched == end.length) {
                return true;
            }
        }
        return false;
    }

    /** After the last line feed that has something other than space behind it. */
    private static int startOfLastLine(ByteBuffer buffer, int from, int limit) {
        int at = limit;
        while (at > from && JsonDepth.isSpace(buffer.get(at - 1))) {
            at--;
        }
        while (at > from && buffer.get(at - 1) != '\n') {
            at--;
        }
        return at;
    }
}
