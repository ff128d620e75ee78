package digital.memu.inference.route;

/** What the router believes about a backend at this moment; it filters the candidates and never reorders them. */
public enum BackendState {
    /** Not contacted yet. */
    UNKNOWN,
    /** The last thing heard from it was good. */
    UP,
    /** It lives and loads the model: chats are answered elsewhere meanwhile, or wait. */
    LOADING,
    /** Nobody is there: skipped without a packet until a probe finds it well. */
    DOWN,
    /** It lives, but cannot serve as it is set up; skipped without a packet until that is put right. */
    MISCONFIGURED,
    /** Its owner wants it left alone for a while. */
    PAUSED
}
