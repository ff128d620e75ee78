package digital.memu.inference.route;

/** Who goes first when more requests want a backend than it may serve at a time; within one priority the first to come. */
public enum Priority {
    /** Somebody waits for the answer. */
    INTERACTIVE,
    /** Somebody will look at it later. */
    NORMAL,
    /** Nobody waits: indexing, captions, nightly work. */
    BATCH
}
