package digital.memu.inference.ollama;

import digital.memu.inference.chat.AbstractChatStream;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.internal.http.LineReader;
import digital.memu.inference.ollama.internal.wire.ChatReader;
import digital.memu.inference.ollama.internal.wire.ServerError;
import digital.memu.inference.ollama.internal.wire.Verdict;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.Route;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer decoded from bytes in memory, which come in pieces that are cut anywhere and end as a test wants. */
final class WireStream extends AbstractChatStream implements Verdict {

    private static final String URL = "http://memory";

    private final ChatReader reader;

    /**
     * The first {@code count} of the bytes.
     *
     * @param end gives what the body ends with: null, or a failure that it throws
     */
    WireStream(byte[] bytes, int count, Random random, Supplier<@Nullable List<ByteBuffer>> end) {
        Supplier<@Nullable List<ByteBuffer>> portions = new Portions(bytes, count, random, end);
        this.reader = new ChatReader(URL, LineReader.over(portions, WireStream::tooLong, 1 << 20), this);
    }

    private static InvalidResponseException tooLong(String what) {
        return new InvalidResponseException(URL, what, null);
    }

    /** Says nothing about the server, so that any number of deaths in a row keep nobody out of use. */
    @Override
    protected ChatEvent read() {
        try {
            ChatEvent event = reader.next();
            if (event == null) {
                throw tooLong("it ended without its end mark");
            }
            return event;
        } catch (InferenceException e) {
            throw new StreamInterruptedException(URL, e.what(), Evidence.CONFIGURATION, partialText(), e);
        }
    }

    @Override
    protected void release() {
        reader.close();
    }

    @Override
    protected Route route() {
        return Route.of(List.of());
    }

    @Override
    public InferenceException failure(ServerError error) {
        return new ServerException(URL, error.status(), error.message(), "", null);
    }

    @Override
    public void answeredBy(String remoteHost) {
        throw new IllegalStateException("nobody says so here");
    }

    private static final class Portions implements Supplier<@Nullable List<ByteBuffer>> {
        private final byte[] bytes;
        private final int count;
        private final Random random;
        private final Supplier<@Nullable List<ByteBuffer>> end;
        private final int most;
        private int at;

        Portions(byte[] bytes, int count, Random random, Supplier<@Nullable List<ByteBuffer>> end) {
            this.bytes = bytes;
            this.count = count;
            this.random = random;
            this.end = end;
            this.most = 1 << (3 + random.nextInt(10));
        }

        @Override
        public @Nullable List<ByteBuffer> get() {
            if (at == count) {
                return end.get();
            }
            int length = Math.min(count - at, 1 + random.nextInt(most));
            ByteBuffer portion = ByteBuffer.wrap(bytes, at, length).asReadOnlyBuffer();
            at += length;
            return List.of(portion);
        }
    }
}
