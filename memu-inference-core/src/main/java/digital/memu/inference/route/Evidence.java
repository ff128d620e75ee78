package digital.memu.inference.route;

/**
 * What a failure says about the health of the backend that failed.
 *
 * <p>Graded from the classified error, never from a status code alone: some 500s are the caller's fault, and some 400s
 * are the server's.
 */
public enum Evidence {
    /** Says nothing about the backend: the caller cancelled, a deadline of the caller's own, a faulty request. */
    NONE,
    /** The backend lives but cannot serve this as it is set up: wrong service, no permission, model missing. */
    CONFIGURATION,
    /** A fault that may pass: a 5xx, a stall, a stream that was cut. Several of them open the circuit breaker. */
    SOFT,
    /** Nobody is there: refused, no route, unknown host, connect time-out. One is enough to skip the backend. */
    HARD
}
