package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;

/** A backend cannot tell whether its server lives, because the server is busy with our own requests; all stays as it was. */
public final class UndecidedException extends InferenceException {
    private static final long serialVersionUID = 1L;

    /** No verdict on the server at {@code url}, for the reason given. */
    public UndecidedException(String url, String why) {
        super(Evidence.NONE, url, why, "", null);
    }
}
