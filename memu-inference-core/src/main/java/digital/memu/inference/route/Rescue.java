package digital.memu.inference.route;

/** What happens when a server dies in the middle of an answer. */
public enum Rescue {
    /**
     * The next backend answers from the beginning. A stream shows the joint as one event, after which the text delivered
     * so far is void; {@code send} never shows it.
     */
    RESTART,
    /** The answer fails with {@code StreamInterruptedException}, which carries the text received so far. */
    FAIL
}
