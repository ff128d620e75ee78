package digital.memu.inference.route;

/**
 * Told what the router does, for metrics and logs; never shown a prompt or an answer.
 *
 * <p>Called on the threads of requests and probes: return quickly. What a listener throws is logged and goes no further.
 * Implementations are thread-safe.
 */
public interface InferenceListener {

    /** One backend's part in a request ended, or it was passed over. */
    default void attemptEnded(String capability, Attempt attempt) {}

    /** A request ended, well or not; {@code route.served()} tells which. */
    default void requestEnded(String capability, Route route) {}

    /** The router thinks otherwise of a backend than before. */
    default void stateChanged(String backend, BackendState from, BackendState to, String reason) {}

    /** A backend failed repeatedly at one capability, and is not asked for it until a probe finds it well. */
    default void breakerOpened(String backend, String capability, String reason) {}

    /** A backend is asked for that capability again. */
    default void breakerClosed(String backend, String capability) {}

    /** A backend died in mid-answer and another one took over. */
    default void rescued(String capability, String from, String to) {}

    /** A server dropped the oldest part of a prompt because it did not fit into the model's context. */
    default void promptTruncated(String backend, String model) {}

    /** Two backends make different vectors of the same picture or text with the same model: theirs must not be compared. */
    default void vectorsDisagree(String backend, String other, String model) {}
}
