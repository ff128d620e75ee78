package digital.memu.inference.backend;

/** Whether a model is in a server's memory, ready to answer. */
public enum Warmth {
    /** Loaded. */
    WARM,
    /** Not loaded, or still being loaded: the first answer waits for it. */
    COLD,
    /** The server cannot tell. */
    UNKNOWN
}
