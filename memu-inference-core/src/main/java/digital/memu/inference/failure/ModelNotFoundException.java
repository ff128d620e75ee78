package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;

/** The server does not have the model, or the model cannot do what was asked. */
public final class ModelNotFoundException extends InferenceException {
    private static final long serialVersionUID = 1L;

    private final String model;
    private final String serverMessage;

    /** The model {@code model} is missing at {@code url}, in the server's own words. */
    public ModelNotFoundException(String url, int status, String model, String serverMessage, String advice) {
        super(Evidence.CONFIGURATION, url, FailureText.of(status, serverMessage), advice, null);
        this.model = model;
        this.serverMessage = serverMessage;
    }

    /** The name that was asked for. */
    public String model() {
        return model;
    }

    /** The server's own words. */
    public String serverMessage() {
        return serverMessage;
    }
}
