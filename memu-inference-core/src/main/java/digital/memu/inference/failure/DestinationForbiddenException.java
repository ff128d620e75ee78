package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;

/** The request would have gone where the owner did not allow it; nothing was sent. */
public final class DestinationForbiddenException extends InferenceException {
    private static final long serialVersionUID = 1L;

    /** The destination {@code where} is refused because of {@code why}; {@code advice} names what would allow it. */
    public DestinationForbiddenException(String where, String why, String advice) {
        super(Evidence.CONFIGURATION, where, "not allowed: " + why, advice, null);
    }
}
