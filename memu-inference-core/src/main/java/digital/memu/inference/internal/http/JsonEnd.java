package digital.memu.inference.internal.http;

import java.nio.ByteBuffer;
import java.util.List;

/** Finds the end of one JSON object or array; anything else has no end to it. */
final class JsonEnd implements BodyScanner {

    private final JsonDepth depth = new JsonDepth();
    private boolean begun;
    private boolean hopeless;

    @Override
    public boolean ends(List<ByteBuffer> arrived) {
        for (ByteBuffer buffer : arrived) {
            scan(buffer);
        }
        return begun && !hopeless && depth.isOutside();
    }

    private void scan(ByteBuffer buffer) {
        int at = buffer.position();
        int limit = buffer.limit();
        while (at < limit && !hopeless) {
            if (begun && !depth.isOutside()) {
                at = depth.scan(buffer, at, limit);
                continue;
            }
            byte next = buffer.get(at);
            if (JsonDepth.isSpace(next)) {
                at++;
            } else if (!begun && (next == '{' || next == '[')) {
                begun = true;
                at = depth.scan(buffer, at, limit);
            } else {
                hopeless = true;
            }
        }
    }
}
