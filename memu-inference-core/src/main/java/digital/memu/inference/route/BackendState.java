package digital.memu.inference.route;

/** What the router believes about a backend at this moment; it filters the candidates and never reorders them. */
public enum BackendState {
    /** Not contacted yet. */
    UNKNOWN,
    /** The last thing heard from it was good. */
    UP,
    /** Nobody is there: skipped without a packet until a probe finds it well. */
    DOWN
}
