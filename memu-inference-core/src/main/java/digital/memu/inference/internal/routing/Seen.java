package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.BackendStatus;
import digital.memu.inference.route.Explanation;
import digital.memu.inference.route.SafeText;
import digital.memu.inference.route.Tier;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One backend's {@link Health} in words and times for people. */
record Seen(
        String name,
        String service,
        Tier tier,
        String address,
        Optional<String> model,
        BackendState state,
        Optional<Instant> since,
        String why,
        Optional<Instant> lastSuccess,
        Optional<Instant> pausedUntil,
        Optional<Instant> nextLook,
        String against,
        boolean inForce)
        implements BackendStatus {

    /** Scheme, user name and password; host and port; the rest. An @ in another place leaves open which is which. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?:[a-zA-Z][a-zA-Z0-9+.-]*://)?+(?:[^/?#@]*@)?([^/?#@\\uff20\\ufe6b\\s]*)(?:[/?#][^@]*)?");

    static Seen of(Candidate candidate, Explanation.Choice choice, String capability, Moment now) {
        Backend backend = candidate.member().backend();
        Health health = candidate.seen();
        String model = choice.model().orElse(null);
        Standing standing = Standing.of(health, capability, model, now.nanos());
        Look look = standing.look();
        return new Seen(
                backend.name(),
                backend.service(),
                backend.tier(),
                hostAndPort(backend.address()),
                choice.model(),
                choice.state(),
                now.instant(health.began(model, now.nanos())),
                standing.why(),
                now.instant(health.lastSuccess()),
                health.paused(now.nanos()) ? now.instant(health.pausedUntil()) : Optional.empty(),
                look == null ? Optional.empty() : now.instant(look.next()),
                choice.against(),
                false);
    }

    /** Whatever a backend tells; empty where nobody can tell what of it is no secret. */
    private static String hostAndPort(String address) {
        Matcher matcher = ADDRESS.matcher(address);
        return matcher.matches() ? SafeText.of(matcher.group(1)) : "";
    }

    Seen asked() {
        return new Seen(
                name,
                service,
                tier,
                address,
                model,
                state,
                since,
                why,
                lastSuccess,
                pausedUntil,
                nextLook,
                against,
                true);
    }

    /** A moment on both scales. */
    record Moment(long nanos, Instant time) {

        Optional<Instant> instant(@Nullable Long at) {
            return Optional.ofNullable(at).map(then -> time.plusNanos(then - nanos));
        }
    }
}
