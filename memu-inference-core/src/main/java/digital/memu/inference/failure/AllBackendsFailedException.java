package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.Route;
import java.util.List;

/** Nobody could answer; carries the route and one suppressed exception for each attempt that failed. */
public final class AllBackendsFailedException extends InferenceException {
    private static final long serialVersionUID = 1L;

    private final transient Route route;
    private final String partialText;

    /** Every attempt failed; {@code partialText} is what the last one delivered, empty when nothing came. */
    public AllBackendsFailedException(
            String capability, Route route, List<? extends Throwable> causes, String partialText) {
        super(
                Evidence.NONE,
                "",
                "No backend could answer (" + capability + "): " + route.explain(),
                "",
                causes.isEmpty() ? null : causes.get(causes.size() - 1));
        this.route = route;
        this.partialText = partialText;
        causes.forEach(this::addSuppressed);
    }

    /** Every backend that was considered, with the reason why it did not serve. */
    public Route route() {
        return route;
    }

    /** What the last attempt delivered before it failed; it is not an answer. Empty when nothing came. */
    public String partialText() {
        return partialText;
    }
}
