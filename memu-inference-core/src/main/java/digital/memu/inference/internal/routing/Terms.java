package digital.memu.inference.internal.routing;

import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import java.time.Duration;
import java.util.Optional;

/** What holds for the calls of one view: the policy with the caller's wishes worked in, once for all its calls. */
record Terms(RoutingPolicy policy, RequestOptions options) {

    static Terms of(RoutingPolicy policy, RequestOptions options) {
        return new Terms(options == RequestOptions.none() ? policy : options.applyTo(policy), options);
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
