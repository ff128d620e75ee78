package digital.memu.inference.internal.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One look-up of a name, and the calls that wait for it. Thread-safe. */
final class LookUp implements Runnable {

    private final String host;
    private final HostResolver resolver;
    private final Runnable atEnd;
    private final Set<Call> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean done;
    private volatile InetAddress @Nullable [] found;
    private volatile @Nullable Throwable failure;

    /** A look-up that runs {@code atEnd} when it is over. */
    LookUp(String host, HostResolver resolver, Runnable atEnd) {
        this.host = host;
        this.resolver = resolver;
        this.atEnd = atEnd;
    }

    @Override
    public void run() {
        try {
            found = resolver.resolve(host);
        } catch (UnknownHostException | RuntimeException | Error e) {
            failure = e;
        } finally {
            atEnd.run();
            done = true;
            waiting.forEach(Call::wake);
        }
    }

    /**
     * Waits for the addresses of the name; empty if the call's clock ran out first.
     *
     * @throws UnknownHostException if it has none
     */
    InetAddress[] await(Call call) throws UnknownHostException {
        waiting.add(call);
        try {
            if (!call.await(() -> done, null)) {
                return Literals.NONE;
            }
        } finally {
            waiting.remove(call);
        }
        InetAddress[] addresses = found;
        if (addresses == null || addresses.length == 0) {
            UnknownHostException unknown = new UnknownHostException(host);
            unknown.initCause(failure);
            throw unknown;
        }
        return addresses;
    }
}
