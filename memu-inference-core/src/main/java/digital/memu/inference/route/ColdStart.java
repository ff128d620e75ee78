package digital.memu.inference.route;

/**
 * What a chat does when the preferred server would have to load the model first, which takes seconds to minutes.
 *
 * <p>Either way the load is never aborted, and there is one load however many callers there are. Embeddings always wait.
 */
public enum ColdStart {
    /** The next backend answers while the preferred one loads; requests move over when the load has ended. */
    ANSWER_LOCALLY_MEANWHILE,
    /** The chat waits for the load; a stream tells so about once a second. */
    WAIT
}
