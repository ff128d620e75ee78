package digital.memu.inference.ollama;

import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A model on its way to, from or within a server: iterate to follow it, or only {@link #await()} its end; and close.
 *
 * <p>Nothing is sent before the first step is asked for. Exactly one outcome: success (the iterator ends), failure (it
 * throws, and goes on throwing the same) or cancelled by {@link #close()}. A transfer that ends without the server's word
 * of success has failed. Used by one thread at a time; {@code close()} may be called by any, frees a blocked reader at
 * once and stops the transfer. The server keeps what it has fetched: pulling the model again goes on there.
 *
 * <pre>{@code
 * try (ModelTransfer pull = ollama.models().pull("llama3.2")) {
 *     pull.forEach(step -> System.out.println(step + " " + step.remaining().orElse(null)));
 * }
 * }</pre>
 */
public final class ModelTransfer implements Iterable<TransferProgress>, AutoCloseable {

    private final Steps steps;
    private final Iterator<TransferProgress> events = new Events();
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable TransferProgress ahead;
    private @Nullable InferenceException failure;
    private boolean done;

    ModelTransfer(Steps steps) {
        this.steps = steps;
    }

    /** The work behind a transfer. */
    interface Steps {

        /** The next step, waiting for it; null when all is done. */
        @Nullable
        TransferProgress next();

        /** Ends the work; called once, by any thread. */
        void close();
    }

    /**
     * The steps in order; always the same iterator.
     *
     * @throws InferenceException from {@code hasNext()} and {@code next()} if the transfer failed
     */
    @Override
    public Iterator<TransferProgress> iterator() {
        return events;
    }

    /**
     * Waits for the end.
     *
     * @throws InferenceException if the transfer failed
     */
    public void await() {
        while (events.hasNext()) {
            events.next();
        }
    }

    /** Cancels the transfer; does nothing when it has ended. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            steps.close();
        }
    }

    private final class Events implements Iterator<TransferProgress> {

        @Override
        public boolean hasNext() {
            if (ahead == null && !done) {
                advance();
            }
            return ahead != null;
        }

        @Override
        public TransferProgress next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The transfer has ended");
            }
            TransferProgress step = ahead;
            ahead = null;
            return Objects.requireNonNull(step);
        }

        private void advance() {
            if (failure != null) {
                throw failure;
            }
            try {
                if (closed.get()) {
                    throw new InferenceCancelledException("The transfer was closed before its end");
                }
                ahead = steps.next();
                done = ahead == null;
            } catch (InferenceException e) {
                failure = closed.get() && !(e instanceof InferenceCancelledException) ? cancelled(e) : e;
                close();
                throw failure;
            }
            if (done) {
                close();
            }
        }

        private InferenceException cancelled(InferenceException e) {
            InferenceException told = new InferenceCancelledException("The transfer was closed before its end");
            told.addSuppressed(e);
            return told;
        }
    }
}
