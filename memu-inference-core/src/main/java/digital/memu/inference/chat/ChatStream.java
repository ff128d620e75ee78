package digital.memu.inference.chat;

import java.util.Iterator;

/**
 * An answer while it is written: iterate once, and close.
 *
 * <p>Exactly one outcome: done (the last event carries {@link ChatEvent#completion()}), failed (the iterator throws, and
 * goes on throwing the same) or cancelled by {@link #close()}. An answer that ends without the server's end marker has
 * failed. Read by one thread at a time; {@code close()} may be called by any thread, frees a blocked reader at once and
 * stops the generation on the server. Whoever opened the stream closes it.
 */
public interface ChatStream extends Iterable<ChatEvent>, AutoCloseable {

    /**
     * The events in order, ending with the completion; {@code hasNext()} waits for the server.
     *
     * <p>Always the same iterator: a stream is read once.
     *
     * @throws digital.memu.inference.failure.InferenceException from {@code hasNext()} and {@code next()} if the answer
     *     cannot be completed
     */
    @Override
    Iterator<ChatEvent> iterator();

    /**
     * Reads what is left and returns the whole answer, without what a restart made void.
     *
     * @throws digital.memu.inference.failure.InferenceException if the answer cannot be completed
     */
    ChatReply reply();

    /** Ends the stream; does nothing when it has ended already. */
    @Override
    void close();
}
