package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;

/** The server does not have the model, or the model cannot do what was asked. */
public final class ModelNotFoundException extends InferenceException {
    private static final long serialVersionUID = 1L;

    private final String model;
    private final String serverMessage;
    private final boolean missing;

    /** The model {@code model} is missing at {@code url}, in the server's own words. */
    public ModelNotFoundException(String url, int status, String model, String serverMessage, String advice) {
        this(url, status, model, serverMessage, advice, true);
    }

    /** The same; {@code missing} is false where the model is there and cannot do what this request asks. */
    public ModelNotFoundException(
            String url, int status, String model, String serverMessage, String advice, boolean missing) {
        super(Evidence.CONFIGURATION, url, FailureText.of(status, serverMessage), advice, null);
        this.model = model;
        this.serverMessage = serverMessage;
        this.missing = missing;
    }

    /** The name that was asked for. */
    public String model() {
        return model;
    }

    /** Whether no request at all can be served with this model; false where only this one cannot. */
    public boolean missing() {
        return missing;
    }

    /** The server's own words. */
    public String serverMessage() {
        return serverMessage;
    }
}
