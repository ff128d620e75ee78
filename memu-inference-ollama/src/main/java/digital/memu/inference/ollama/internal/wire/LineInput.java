package digital.memu.inference.ollama.internal.wire;

import digital.memu.inference.internal.http.LineReader;
import java.io.InputStream;

/**
 * The lines of an answer as one stream of bytes, handed out line by line.
 *
 * <p>One parser can then serve the whole answer, which costs a fraction of a parser for each line, while the reader in
 * front of it still limits how long a line may be, and an error can name its line.
 */
final class LineInput extends InputStream {

    private final LineReader lines;
    private byte[] array = new byte[0];
    private int position;
    private int end;
    private boolean feedDue;
    private boolean finished;
    private int number;

    LineInput(LineReader lines) {
        this.lines = lines;
    }

    /** Number of the line read last, from 1; 0 before the first. */
    int line() {
        return number;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (position == end && !feedDue && !advance()) {
            return -1;
        }
        int count = Math.min(length, end - position);
        System.arraycopy(array, position, target, offset, count);
        position += count;
        // The reader cuts the line feed off; without it, a text broken by a raw one would look whole.
        if (position == end && count < length) {
            target[offset + count] = '\n';
            feedDue = false;
            count++;
        }
        return count;
    }

    private boolean advance() {
        if (finished || !lines.next()) {
            finished = true;
            return false;
        }
        array = lines.array();
        position = lines.offset();
        end = position + lines.length();
        feedDue = true;
        number++;
        return true;
    }
}
