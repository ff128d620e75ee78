package digital.memu.inference.internal.http;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.route.HostAddress;
import java.net.InetAddress;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way to one server: resolves, checks, dials, and opens exchanges, each on a connection of its own.
 *
 * <p>Nothing is pooled, so there is no stale connection after a sleep, and a death before the first byte is always evidence
 * about the server. Building one contacts nobody and starts no thread; {@link #close()} leaves neither thread nor socket.
 * Thread-safe.
 */
public final class Transport implements AutoCloseable {

    private final List<HostAddress> addresses;
    private final Headers headers;
    private final BodyLimits limits;
    private final AddressResolver resolver;
    private final ClientHolder clients;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean proven;
    private volatile boolean closed;

    /**
     * A way to the first of the addresses whose name resolves, with headers sent along always; contacts nobody.
     *
     * @throws digital.memu.inference.failure.InvalidConfigurationException if a header cannot be sent
     */
    public Transport(List<HostAddress> addresses, Map<String, String> headers) {
        this(addresses, headers, BodyLimits.defaults());
    }

    /** As above, reading no more than {@code limits} of an answer. */
    public Transport(List<HostAddress> addresses, Map<String, String> headers, BodyLimits limits) {
        this(addresses, headers, limits, HostResolver.SYSTEM);
    }

    /** As above, with a look-up of names other than this machine's own. */
    public Transport(
            List<HostAddress> addresses, Map<String, String> headers, BodyLimits limits, HostResolver resolver) {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a server has an address");
        }
        this.addresses = List.copyOf(addresses);
        this.headers = new Headers(headers);
        this.limits = limits;
        this.resolver = new AddressResolver(resolver);
        boolean tls = addresses.stream().anyMatch(HostAddress::secure);
        this.clients = new ClientHolder(() -> OwnClient.open(tls));
    }

    /** An exchange that contacts nobody before {@link Exchange#start()}. */
    public Exchange open(ExchangeRequest request, CallContext context) {
        return new HttpExchange(this, request, new Call(context, url()), limits);
    }

    /**
     * The server's numeric addresses, checked and not dialled: at most one of each family.
     *
     * @throws digital.memu.inference.failure.InferenceException if there is none, or one is not allowed
     */
    public List<InetAddress> lookUp(CallContext context) {
        Call call = new Call(context, url());
        try {
            begin(call);
            List<InetAddress> found = resolve(call).candidates();
            call.complete();
            return found;
        } finally {
            end(call);
        }
    }

    /**
     * Resolves, checks and dials, and hangs up at once: whether the host is there, at no cost to the server.
     *
     * @throws digital.memu.inference.failure.InferenceException if it is not
     */
    public void dial(CallContext context) {
        Call call = new Call(context, url());
        try {
            begin(call);
            Dialler.dial(call, resolve(call));
            call.complete();
        } finally {
            end(call);
        }
    }

    /** Scheme, host, port and base path, for messages. */
    public String url() {
        return addresses.get(0).toString();
    }

    /** Ends what runs; no thread and no socket is left. */
    @Override
    public void close() {
        closed = true;
        calls.forEach(Transport::cancel);
        resolver.close();
        clients.close();
    }

    @Override
    public String toString() {
        return "Transport[" + url() + "]";
    }

    /** A call begins: it may be cancelled from now on. */
    void begin(Call call) {
        calls.add(call);
        if (closed) {
            cancel(call);
        }
        call.context().onCancel(() -> call.cancel("the call was cancelled"));
        call.check();
    }

    /** How many calls are on their way. */
    int running() {
        return calls.size();
    }

    /** A call has ended. */
    void end(Call call) {
        calls.remove(call);
        call.abandon();
    }

    /**
     * Whether an exchange has succeeded before.
     *
     * <p>The first one loads the client's classes, which can take longer than a connect may; it is always dialled, so that
     * the limit measures the network and not this machine.
     */
    boolean isProven() {
        return proven;
    }

    void proven() {
        proven = true;
    }

    Destination resolve(Call call) {
        Destination found = resolver.resolve(call, addresses);
        call.url(found.address().toString());
        return found;
    }

    boolean stillStands(Call call, Destination to) {
        return resolver.stillStands(call, to);
    }

    ClientHolder.Lease lease(Call call) {
        return clients.lease(call.url());
    }

    HttpRequest.Builder request(Call call) {
        return headers.request(call.context().headers());
    }

    private static void cancel(Call call) {
        call.cancel("the transport was closed");
    }
}
