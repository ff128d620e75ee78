package digital.memu.inference.setup;

import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.internal.http.BodyLimits;
import digital.memu.inference.internal.http.HostResolver;
import digital.memu.inference.internal.http.Transport;
import digital.memu.inference.route.HostAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The ways that a test goes, each made when it is first needed; {@link #close()} ends them all. Thread-safe. */
final class Ways implements AutoCloseable {

    private final Map<String, String> headers;
    private final HostResolver resolver;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Way, Transport> open = new HashMap<>();
    private boolean closed;

    Ways(Map<String, String> headers, HostResolver resolver) {
        this.headers = headers;
        this.resolver = resolver;
    }

    /** The way to a server under test. */
    Transport to(List<HostAddress> addresses) {
        return to(addresses, headers);
    }

    /** The way to the server under test by another address of it. */
    Transport to(HostAddress address) {
        return to(List.of(address), headers);
    }

    /** The way to somebody else, who gets no header that is meant for the server. */
    Transport elsewhere(HostAddress address) {
        return to(List.of(address), Map.of());
    }

    private Transport to(List<HostAddress> addresses, Map<String, String> sent) {
        lock.lock();
        try {
            if (closed) {
                throw new InferenceCancelledException("The connection test is closed");
            }
            return open.computeIfAbsent(
                    new Way(addresses, sent),
                    way -> new Transport(way.addresses, way.headers, BodyLimits.defaults(), resolver));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        List<Transport> left;
        lock.lock();
        try {
            closed = true;
            left = List.copyOf(open.values());
            open.clear();
        } finally {
            lock.unlock();
        }
        left.forEach(Transport::close);
    }

    private record Way(List<HostAddress> addresses, Map<String, String> headers) {}
}
