package digital.memu.inference.chat;

import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.Route;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link ChatStream} that is the same for every server: one outcome, one iterator, and the reply put
 * together from the events.
 *
 * <p>A backend's stream supplies {@link #read()}, {@link #release()} and {@link #route()}.
 */
public abstract class AbstractChatStream implements ChatStream {

    private final Events events = new Events();
    private final ReplyBuilder reply = new ReplyBuilder();
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable ChatEvent ahead;
    private @Nullable RuntimeException failure;
    private boolean done;

    /** For subclasses. */
    protected AbstractChatStream() {}

    /**
     * The next event, waiting for it; called by one thread at a time and never again after the event that carries the
     * completion.
     *
     * @throws InferenceException if the answer failed
     */
    protected abstract ChatEvent read();

    /** Lets go of everything and frees a thread blocked in {@link #read()}; called once, by any thread. */
    protected abstract void release();

    /** How the answer came about; called after the end. */
    protected abstract Route route();

    @Override
    public final Iterator<ChatEvent> iterator() {
        return events;
    }

    @Override
    public final ChatReply reply() {
        while (events.hasNext()) {
            events.next();
        }
        return reply.build(route());
    }

    @Override
    public final void close() {
        if (closed.compareAndSet(false, true)) {
            release();
        }
    }

    /** The text received so far, without what a restart made void; for the thread that reads. */
    protected final String partialText() {
        return reply.text();
    }

    /** Whether {@link #close()} was called, or the stream has ended. */
    protected final boolean isClosed() {
        return closed.get();
    }

    private final class Events implements Iterator<ChatEvent> {

        @Override
        public boolean hasNext() {
            if (ahead == null && !done) {
                advance();
            }
            return ahead != null;
        }

        @Override
        public ChatEvent next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The answer has ended");
            }
            ChatEvent event = ahead;
            ahead = null;
            return java.util.Objects.requireNonNull(event);
        }

        private void advance() {
            if (failure != null) {
                throw failure;
            }
            try {
                if (closed.get()) {
                    throw new InferenceCancelledException("The stream was closed before the answer was complete");
                }
                ChatEvent event = read();
                reply.add(event);
                ahead = event;
                done = event.completion().isPresent();
            } catch (InferenceException e) {
                failure = closed.get() && !(e instanceof InferenceCancelledException) ? cancelled(e) : e;
                close();
                throw failure;
            } catch (RuntimeException e) {
                // A mistake of the implementation's own ends the stream like any failure: once, and for good.
                failure = e;
                close();
                throw e;
            } catch (Error e) {
                close();
                throw e;
            }
            if (done) {
                close();
            }
        }

        private InferenceException cancelled(InferenceException e) {
            InferenceException told =
                    new InferenceCancelledException("The stream was closed while waiting for an event");
            told.addSuppressed(e);
            return told;
        }
    }
}
