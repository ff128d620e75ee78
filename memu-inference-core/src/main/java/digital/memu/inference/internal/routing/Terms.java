package digital.memu.inference.internal.routing;

import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.route.Timeouts;
import java.time.Duration;
import java.util.Optional;

/**
 * What holds for the calls of one view: the policy with the caller's wishes worked in, once for all its calls.
 *
 * @param brisk the clocks for a backend that answered a moment ago, where another one could serve too
 * @param last the clocks for the last backend that is left
 */
record Terms(RoutingPolicy policy, RequestOptions options, Timeouts brisk, Timeouts last) {

    static Terms of(RoutingPolicy policy, RequestOptions options) {
        RoutingPolicy strict = options == RequestOptions.none() ? policy : options.applyTo(policy);
        Timeouts timeouts = strict.timeouts();
        return new Terms(strict, options, timeouts.brisk(), timeouts.forLast());
    }

    /** The limit for a whole answer. */
    Optional<Duration> total() {
        return shorter(Optional.of(policy.timeouts().total()));
    }

    /** The limit for a whole stream; empty means none. */
    Optional<Duration> streamTotal() {
        return shorter(policy.timeouts().streamTotal());
    }

    private Optional<Duration> shorter(Optional<Duration> limit) {
        Optional<Duration> wish = options.deadline();
        if (limit.isEmpty() || wish.isEmpty()) {
            return limit.or(() -> wish);
        }
        return limit.get().compareTo(wish.get()) <= 0 ? limit : wish;
    }
}
