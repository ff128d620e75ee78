package digital.memu.inference.internal.http;

import digital.memu.inference.failure.InferenceCancelledException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the client that exchanges run on: made with the first, replaced once a connection went back to its pool.
 *
 * <p>A retired client gets no new exchange, so that none ever runs on a pooled connection; it is shut down when the last of
 * its exchanges has ended. Thread-safe.
 */
final class ClientHolder implements AutoCloseable {

    private final Supplier<OwnClient> factory;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Slot> slots = new ArrayList<>();
    private @Nullable Slot current;
    private boolean closed;

    ClientHolder(Supplier<OwnClient> factory) {
        this.factory = factory;
    }

    /** A share of the client for one exchange. */
    Lease lease(String url) {
        lock.lock();
        try {
            if (closed) {
                throw new InferenceCancelledException(url + ": closed");
            }
            Slot slot = current;
            if (slot == null) {
                slot = new Slot(factory.get());
                current = slot;
                slots.add(slot);
            }
            slot.running++;
            return new Lease(slot);
        } finally {
            lock.unlock();
        }
    }

    /** Shuts every client down and waits, for a bounded time, until their threads have ended. */
    @Override
    public void close() {
        List<Slot> left;
        lock.lock();
        try {
            closed = true;
            current = null;
            left = List.copyOf(slots);
            slots.clear();
        } finally {
            lock.unlock();
        }
        left.forEach(slot -> slot.own.shutdown());
        left.forEach(slot -> slot.own.awaitEnd());
    }

    private void retire(Slot slot) {
        boolean last;
        lock.lock();
        try {
            if (current == slot) {
                current = null;
            }
            last = isLast(slot);
        } finally {
            lock.unlock();
        }
        if (last) {
            slot.own.shutdown();
        }
    }

    private void release(Slot slot) {
        boolean last;
        lock.lock();
        try {
            slot.running--;
            last = isLast(slot);
        } finally {
            lock.unlock();
        }
        if (last) {
            slot.own.shutdown();
        }
    }

    /** Whether nobody needs it any more, which is said once; for holders of the lock. */
    private boolean isLast(Slot slot) {
        return slot.running == 0 && current != slot && slots.remove(slot);
    }

    private static final class Slot {
        private final OwnClient own;
        private int running;

        Slot(OwnClient own) {
            this.own = own;
        }
    }

    /** One exchange's share of a client. */
    final class Lease {
        private final Slot slot;
        private final AtomicBoolean released = new AtomicBoolean();

        Lease(Slot slot) {
            this.slot = slot;
        }

        HttpClient client() {
            return slot.own.client();
        }

        /** The client has a connection in its pool: no further exchange may run on it. */
        void retire() {
            ClientHolder.this.retire(slot);
        }

        /** The exchange has ended. */
        void release() {
            if (released.compareAndSet(false, true)) {
                ClientHolder.this.release(slot);
            }
        }
    }
}
