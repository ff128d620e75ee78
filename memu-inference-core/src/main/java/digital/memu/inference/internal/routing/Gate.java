package digital.memu.inference.internal.routing;

/** What a capability has to say about an attempt before it begins. */
interface Gate<T> {

    /** Nothing. */
    static <T> Gate<T> open() {
        return (trial, othersLeft) -> "";
    }

    /**
     * Why this attempt must not begin; empty when it may. May ask the server.
     *
     * @throws digital.memu.inference.failure.InferenceException if the attempt has failed thereby
     */
    String against(Trial<T> trial, boolean othersLeft);
}
