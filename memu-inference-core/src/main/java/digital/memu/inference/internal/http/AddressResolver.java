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
                boolean named = found.length == 0;
                if (named) {
                    if (!started) {
                        call.start(call.context().timeouts().resolve().toNanos(), null);
                        started = true;
                    }
                    found = lookUp(call, address.host());
                }
                if (found.length > 0) {
                    return checked(call, address, found, named, rules);
                }
                silent = true;
            } catch (UnknownHostException e) {
                unknown = e;
            }
        }
        throw failure(call, addresses, silent, unknown);
    }

    /**
     * Whether the name still stands for the address that was checked, and will when the client looks it up a moment from now.
     *
     * <p>It has to be the same object, not an equal one: the JVM hands that out for as long as it remembers the look-up, to
     * the client too. A JVM that remembers nothing never does.
     */
    @SuppressWarnings("ReferenceEquality") // as said
    boolean stillStands(Call call, Destination to) {
        call.start(call.context().timeouts().resolve().toNanos(), null);
        try {
            InetAddress[] now = lookUp(call, to.address().host());
            return now.length > 0 && now[0] == to.candidates().get(0);
        } catch (UnknownHostException e) {
            return false; // the address that was checked serves all the same
        }
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

    /** The destination behind a host for which these addresses were found; every one of them must be allowed. */
    Destination checked(Call call, HostAddress address, InetAddress[] found, boolean named, AddressRules rules) {
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
        return new Destination(address, List.copyOf(candidates), farthest, named);
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
