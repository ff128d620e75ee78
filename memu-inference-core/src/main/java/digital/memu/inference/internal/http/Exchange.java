package digital.memu.inference.internal.http;

import java.io.InputStream;
import java.util.Optional;

/** One request and its answer on a connection of their own. One reader at a time; {@link #close()} from any thread. */
public interface Exchange extends AutoCloseable {

    /**
     * Resolves, checks the address, dials, sends, and waits for the head of the answer.
     *
     * @return the HTTP status
     * @throws digital.memu.inference.failure.InferenceException if there is no answer
     */
    int start();

    /** A header of the answer. */
    Optional<String> header(String name);

    /** The lines of the body. */
    LineReader lines();

    /**
     * The whole body.
     *
     * @throws digital.memu.inference.failure.InferenceException if it broke off or is longer than {@code limit} bytes
     */
    byte[] body(int limit);

    /**
     * The body as a stream, for a parser that reads it once. Reading fails as {@link #body(int)} does, never with an {@code
     * IOException}; {@link #close()} drops what was not read.
     */
    InputStream stream(int limit);

    /** The start of an error's body as text, at most 64 KB, empty where there is none; never fails. */
    String errorText();

    /** Scheme, host, port and path, for messages. */
    String url();

    @Override
    void close();
}
