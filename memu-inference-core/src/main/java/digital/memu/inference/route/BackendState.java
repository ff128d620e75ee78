package digital.memu.inference.route;

/** What the router believes about a backend at this moment; it filters the candidates and never reorders them. */
public enum BackendState {
    /** Not contacted yet, or the last news is too old to rely on. */
    UNKNOWN,
    /** The last thing heard from it was good. */
    UP,
    /** Not reachable or failing repeatedly: skipped without a packet until a probe finds it well. */
    DOWN
}
