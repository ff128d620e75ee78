package digital.memu.inference.route;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The way one request went: every backend that was considered, in order, with what became of it.
 *
 * <p>Every reply carries one, and so does the exception when nobody could answer. Immutable and thread-safe.
 */
public final class Route {

    private final List<Attempt> attempts;

    private Route(List<Attempt> attempts) {
        this.attempts = List.copyOf(attempts);
    }

    /** A route of these attempts, in the order in which they happened. */
    public static Route of(List<Attempt> attempts) {
        return new Route(attempts);
    }

    /** Everything that was considered, in order; never empty for a request that ended. */
    public List<Attempt> attempts() {
        return attempts;
    }

    /** Name of the backend that served; empty string when none did. */
    public String backend() {
        return served().map(Attempt::backend).orElse("");
    }

    /** The attempt that served, if one did. */
    public Optional<Attempt> served() {
        return attempts.stream()
                .filter(a -> a.outcome() == Attempt.Outcome.SERVED)
                .findFirst();
    }

    /** The whole way in one line for people; never a prompt, a credential or more of an address than host and port. */
    public String explain() {
        return attempts.stream().map(Attempt::toString).collect(Collectors.joining("; "));
    }

    @Override
    public String toString() {
        return explain();
    }
}
