package digital.memu.inference.internal.http;

import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.ConnectionException.Kind;
import digital.memu.inference.failure.DestinationForbiddenException;
import digital.memu.inference.internal.time.Background;
import digital.memu.inference.route.AddressRules;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Zone;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the numeric addresses of a server, checks all of them, and never waits longer than the limit for it.
 *
 * <p>A look-up that hangs holds one of a few threads of our own and nobody else; whoever asks for the same name meanwhile
 * joins it.
 */
final class AddressResolver implements AutoCloseable {

    private static final int THREADS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String PHASE = "looking up the name";

    private final HostResolver resolver;
    private final Background threads = new Background("memu-inference-resolver", THREADS);
    private final Map<String, LookUp> running = new ConcurrentHashMap<>();
    private final Verdicts verdicts = new Verdicts();

    AddressResolver(HostResolver resolver) {
        this.resolver = resolver;
    }

    /** The first of the addresses whose name resolves; the limit holds for all of them together. */
    Destination resolve(Call call, List<HostAddress> addresses) {
        AddressRules rules = AddressRules.of(call.context().zones());
        boolean started = false;
        boolean silent = false;
        UnknownHostException unknown = null;
        for (HostAddress address : addresses) {
            refuse(address, rules.refusal(address.host()).orElse(null));
            try {
                InetAddress[] found = Literals.parse(address.host());
                if (found.length == 0) {
                    if (!started) {
                        call.start(call.context().timeouts().resolve().toNanos(), null);
                        started = true;
                    }
                    found = lookUp(call, address.host());
                }
                if (found.length > 0) {
                    return checked(call, address, found, rules);
                }
                silent = true;
            } catch (UnknownHostException e) {
                unknown = e;
            }
        }
        throw failure(call, addresses, silent, unknown);
    }

    /** Ends the threads; one that is stuck in the system's own look-up ends when that does. */
    @Override
    public void close() {
        threads.close();
        threads.awaitEnd(PATIENCE);
    }

    /** What the name stands for; empty if the limit was over before that was known. */
    private InetAddress[] lookUp(Call call, String host) throws UnknownHostException {
        return running.computeIfAbsent(host, this::begin).await(call);
    }

    private LookUp begin(String host) {
        LookUp lookUp = new LookUp(host, resolver, () -> running.remove(host));
        threads.execute(lookUp);
        return lookUp;
    }

    private Destination checked(Call call, HostAddress address, InetAddress[] found, AddressRules rules) {
        List<InetAddress> candidates = new ArrayList<>(2);
        Zone farthest = Zone.THIS_DEVICE;
        for (InetAddress each : found) {
            Verdicts.Verdict verdict = verdicts.of(each, rules, call.context().time());
            refuse(address, verdict.refusal().orElse(null));
            farthest = verdict.zone().compareTo(farthest) > 0 ? verdict.zone() : farthest;
            if (candidates.stream().noneMatch(other -> other.getClass() == each.getClass())) {
                candidates.add(each);
            }
        }
        return new Destination(address, List.copyOf(candidates), farthest);
    }

    private static void refuse(HostAddress address, @Nullable String why) {
        if (why != null) {
            throw new DestinationForbiddenException(address.toString(), why, "Nothing was sent");
        }
    }

    private static ConnectionException failure(
            Call call, List<HostAddress> addresses, boolean silent, @Nullable UnknownHostException cause) {
        String names =
                String.join(", ", addresses.stream().map(HostAddress::host).toList());
        return silent
                ? new ConnectionException(
                        Kind.RESOLVER_SILENT, call.url(), PHASE, "the name service was silent about " + names, cause)
                : new ConnectionException(
                        Kind.UNKNOWN_HOST, call.url(), PHASE, "there is no address for " + names, cause);
    }
}
