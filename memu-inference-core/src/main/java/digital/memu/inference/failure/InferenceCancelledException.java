package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;

/** The caller gave up: a stream or router was closed, or the thread was interrupted, while a request ran. */
public final class InferenceCancelledException extends InferenceException {
    private static final long serialVersionUID = 1L;

    /** Cancelled, for the reason given. */
    public InferenceCancelledException(String why) {
        super(Evidence.NONE, "", why, "", null);
    }
}
