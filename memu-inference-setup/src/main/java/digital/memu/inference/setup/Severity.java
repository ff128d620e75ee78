package digital.memu.inference.setup;

/** How bad it is. */
public enum Severity {
    /** Nothing needs to be done. */
    FINE,
    /** The server is the right one, and something about it should be put right. */
    WARNING,
    /** The server cannot be used as it stands. */
    FAILURE
}
