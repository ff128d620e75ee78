package digital.memu.inference.chat;

import digital.memu.inference.failure.InferenceCancelledException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Who may ask now, in the order of arrival, and what was said; the lock is never held while a model answers. */
final class Floor {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Object> waiting = new ArrayDeque<>();
    private Memory memory;
    private @Nullable Object holder;
    private @Nullable Thread speaker;
    private boolean forgotten;

    Floor(Memory memory) {
        this.memory = memory;
    }

    /**
     * Waits until it is the ticket's turn.
     *
     * @throws InferenceCancelledException if interrupted, or if the ticket {@linkplain #leave left} meanwhile
     * @throws IllegalStateException if this thread has the floor already, and would wait for itself
     */
    Memory enter(Object ticket) {
        lock.lock();
        try {
            if (holder != null && Thread.currentThread().equals(speaker)) {
                throw new IllegalStateException("This thread still has a question open in this conversation: read its"
                        + " stream to the end, or close it, before asking the next");
            }
            waiting.add(ticket);
            changed.signalAll();
            while (holder != null || !ticket.equals(waiting.peek())) {
                changed.await();
                if (!waiting.contains(ticket)) {
                    throw new InferenceCancelledException("The stream was closed before it was its turn to ask");
                }
            }
            holder = ticket;
            speaker = Thread.currentThread();
            forgotten = false;
            return memory;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceCancelledException("Interrupted while an earlier question was being answered");
        } finally {
            waiting.remove(ticket);
            changed.signalAll();
            lock.unlock();
        }
    }

    /** Keeps what the ticket's question came to, unless it has left or what was said is forgotten by now. */
    void remember(Object ticket, Memory outcome) {
        lock.lock();
        try {
            if (ticket.equals(holder) && !forgotten) {
                memory = outcome;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets the next one ask; does nothing for a ticket that is not here. */
    void leave(Object ticket) {
        lock.lock();
        try {
            if (ticket.equals(holder)) {
                holder = null;
                speaker = null;
            }
            waiting.remove(ticket);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Memory memory() {
        lock.lock();
        try {
            return memory;
        } finally {
            lock.unlock();
        }
    }

    void forget() {
        lock.lock();
        try {
            memory = memory.cleared();
            forgotten = true;
        } finally {
            lock.unlock();
        }
    }

    /** How many wait for their turn; for tests. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
