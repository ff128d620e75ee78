package digital.memu.inference.backend;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A connection test's way to one server: asks within the limits of the test, follows nobody, and reads no more than it is
 * told. For the thread of the test only.
 */
public interface Visit {

    /**
     * Asks for a path.
     *
     * @param limit bytes of the answer that are read at most; a longer one ends the test
     * @throws digital.memu.inference.failure.InferenceException if there is no answer; to be let pass
     */
    Answer get(String path, int limit);

    /**
     * Sends JSON to a path.
     *
     * @param limit bytes of the answer that are read at most; a longer one ends the test
     * @throws digital.memu.inference.failure.InferenceException if there is no answer; to be let pass
     */
    default Answer post(String path, byte[] json, int limit) {
        return post(path, "application/json", json, limit);
    }

    /**
     * Sends a body of any kind to a path.
     *
     * @param limit bytes of the answer that are read at most; a longer one ends the test
     * @throws digital.memu.inference.failure.InferenceException if there is no answer; to be let pass
     */
    Answer post(String path, String contentType, byte[] body, int limit);

    /**
     * Asks for what a look can do without, and not for long; empty if there is no answer.
     *
     * @throws digital.memu.inference.failure.InferenceCancelledException if the test was cancelled
     */
    Optional<Answer> tryGet(String path, int limit);

    /** What a server answered, whatever its status. Immutable as long as nobody writes into the body. */
    final class Answer {
        private final int status;
        private final String contentType;
        private final byte[] body;

        /** An answer; {@code contentType} is empty where the server told none. */
        public Answer(int status, String contentType, byte[] body) {
            this.status = status;
            this.contentType = Objects.requireNonNull(contentType);
            this.body = Objects.requireNonNull(body);
        }

        /** HTTP status. */
        public int status() {
            return status;
        }

        /** The kind of content, in lower case and without parameters; empty where not told. */
        public String contentType() {
            int semicolon = contentType.indexOf(';');
            return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                    .strip()
                    .toLowerCase(Locale.ROOT);
        }

        /** All of the body; of an error its beginning. */
        public byte[] body() {
            return body;
        }

        /** The body as text. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Status and type only: what a server says is not repeated. */
        @Override
        public String toString() {
            return "HTTP " + status + " " + contentType();
        }
    }
}
