package digital.memu.inference.route;

/** What happens when a server dies in the middle of an answer. */
public enum Rescue {
    /**
     * The next backend goes on with the text so far, where that is possible: plain text of some length, and a model that is
     * proved to go on with an answer begun by another one. Elsewhere, and for tool calls, thinking and structured output, as
     * {@link #RESTART}.
     *
     * <p>Nothing delivered is lost or repeated; the joint lies between tokens and is reported as one event; the words are
     * not those that the dead server would have found.
     */
    CONTINUE,
    /**
     * The next backend answers from the beginning. A stream shows the joint as one event, after which the text delivered
     * so far is void; {@code send} never shows it.
     */
    RESTART,
    /** The answer fails with {@code StreamInterruptedException}, which carries the text received so far. */
    FAIL
}
