package digital.memu.inference.internal.http;

import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.route.AddressRules;
import digital.memu.inference.route.Zone;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the rules say of numeric addresses, remembered for a while.
 *
 * <p>To judge one the system lists its network interfaces, which takes longer than the rest of a request's way through this
 * library, the more so on a host with many containers. Thread-safe.
 */
final class Verdicts {

    private static final long LASTING = Duration.ofSeconds(30).toNanos();
    private static final int MOST = 64;

    /** How far away an address is, and why it may not be dialled, if it may not. */
    record Verdict(Zone zone, Optional<String> refusal, long since) {}

    private record Question(InetAddress address, AddressRules rules) {}

    private final Map<Question, Verdict> known = new ConcurrentHashMap<>();

    /** The verdict on an address. */
    Verdict of(InetAddress address, AddressRules rules, TimeSource time) {
        Question question = new Question(address, rules);
        long now = time.nanoTime();
        Verdict verdict = known.get(question);
        if (verdict == null || now - verdict.since() > LASTING) {
            verdict = new Verdict(Zone.of(address), rules.refusal(address), now);
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(question, verdict);
        }
        return verdict;
    }
}
