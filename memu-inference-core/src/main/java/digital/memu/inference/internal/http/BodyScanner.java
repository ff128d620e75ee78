package digital.memu.inference.internal.http;

import java.nio.ByteBuffer;
import java.util.List;

/** Watches the bytes of one body go by, on the client's thread. */
@FunctionalInterface
interface BodyScanner {

    /** Whether the body is whole with these bytes; leaves the positions of the buffers as they are. */
    boolean ends(List<ByteBuffer> arrived);
}
