package digital.memu.inference.route;

import java.time.Instant;
import java.util.Optional;

/**
 * What a router knows of one backend at one moment; as far as the model that it would be asked for is concerned.
 *
 * <p>Read from memory, without contacting anybody; never a credential, and of the address no more than host and port.
 * Immutable and thread-safe. Users do not implement it: it may grow.
 */
public interface BackendStatus {

    /** Name of the backend. */
    String name();

    /** The kind of service that it is, for example {@code Ollama}. */
    String service();

    /** How far away it is. */
    Tier tier();

    /** Host and port; empty where there is none. */
    String address();

    /** The model that a request which names none would get, where there is one. */
    Optional<String> model();

    /** What is believed about it. */
    BackendState state();

    /** Since when; empty when it was never contacted. */
    Optional<Instant> since();

    /** The bad news that led to the state, in words; empty otherwise. */
    String why();

    /** When it last answered; empty when it never did. */
    Optional<Instant> lastSuccess();

    /** When its owner gives it back; empty when it is not paused. */
    Optional<Instant> pausedUntil();

    /**
     * The earliest time at which a request that passes it over has it looked at again; empty when it is in use. Nothing
     * happens at that time by itself.
     */
    Optional<Instant> nextLook();

    /** Why it would not be asked at this moment, in words; empty when it would. */
    String against();

    /** Whether a request for its service would go to it first: the route in force. */
    boolean inForce();
}
