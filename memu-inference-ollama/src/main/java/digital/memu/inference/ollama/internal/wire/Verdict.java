package digital.memu.inference.ollama.internal.wire;

import digital.memu.inference.failure.InferenceException;

/** What a reader cannot judge by itself: it finds the words, its owner knows what they mean. */
public interface Verdict {

    /** The failure that an error within an answer stands for. */
    InferenceException failure(ServerError error);

    /**
     * Called when an answer says that it was given elsewhere.
     *
     * @throws InferenceException if the request was not allowed to go there
     */
    void answeredBy(String remoteHost);
}
