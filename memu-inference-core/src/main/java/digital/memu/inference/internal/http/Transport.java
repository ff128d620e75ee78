package digital.memu.inference.internal.http;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.route.HostAddress;
import java.util.List;
import java.util.Map;

/** The way to one server: resolves, checks, dials, and opens exchanges. Thread-safe. */
public final class Transport implements AutoCloseable {

    /** A way to the first of the addresses whose name resolves, with headers sent along always; contacts nobody. */
    public Transport(List<HostAddress> addresses, Map<String, String> headers) {
        throw new UnsupportedOperationException();
    }

    /** An exchange that contacts nobody before {@link Exchange#start()}. */
    public Exchange open(ExchangeRequest request, CallContext context) {
        throw new UnsupportedOperationException();
    }

    /** Scheme, host, port and base path, for messages. */
    public String url() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
