package digital.memu.inference.internal.routing;

import java.time.Duration;

/** What can be wrong with a simulated server. */
enum SimulatedFault {
    NONE,
    /** Switched off, asleep, behind a firewall: packets vanish. */
    OFF,
    /** The machine is on, the program is not. */
    REFUSED,
    /** Accepts connections and says nothing any more. */
    FROZEN,
    /** The connection is reset. */
    RESET,
    /** The answer ends without its end mark. */
    CUT,
    /** An error within the answer, or instead of it. */
    CRASHED,
    /** Its queue is full; a moment later it is not. */
    BUSY,
    /** Says nothing for a while, though it lives. */
    SLOW,
    /** Lives, and never says a word of an answer any more. */
    MUTE,
    /** Has to load the model. */
    LOADING,
    /** Does not have the model. */
    MISSING_MODEL;

    static final Duration SLOWNESS = Duration.ofSeconds(12);
    static final Duration LOAD_TIME = Duration.ofSeconds(40);

    /** Whether even questions about its metadata are not answered. */
    boolean silent() {
        return this == OFF || this == FROZEN;
    }

    /** Whether an answer does not go on. */
    boolean stopsTalking() {
        return silent() || this == MUTE;
    }

    /** Whether it breaks an answer off that has begun. */
    boolean breaksOff() {
        return this == REFUSED || this == RESET || this == CUT || this == CRASHED;
    }
}
