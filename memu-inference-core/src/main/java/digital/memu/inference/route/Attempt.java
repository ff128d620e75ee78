package digital.memu.inference.route;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One backend's part in a request: it served, it failed, or it was passed over; evidence and text, no exception.
 *
 * <p>Immutable and thread-safe.
 */
public final class Attempt {

    /** How the attempt ended. */
    public enum Outcome {
        /** The answer, or its last part, came from this backend. */
        SERVED,
        /** The backend was asked and did not deliver the whole answer. */
        FAILED,
        /** The backend was not asked. */
        SKIPPED
    }

    private final String backend;
    private final Tier tier;
    private final Outcome outcome;
    private final Evidence evidence;
    private final String reason;
    private final @Nullable String model;
    private final @Nullable Duration firstEvent;
    private final Duration duration;

    private Attempt(
            String backend,
            Tier tier,
            Outcome outcome,
            Evidence evidence,
            String reason,
            @Nullable String model,
            @Nullable Duration firstEvent,
            Duration duration) {
        this.backend = Objects.requireNonNull(backend);
        this.tier = Objects.requireNonNull(tier);
        this.outcome = outcome;
        this.evidence = evidence;
        this.reason = Objects.requireNonNull(reason);
        this.model = model;
        this.firstEvent = firstEvent;
        this.duration = duration;
    }

    /** A backend that was not asked, and why. */
    public static Attempt skipped(String backend, Tier tier, String reason) {
        return new Attempt(backend, tier, Outcome.SKIPPED, Evidence.NONE, reason, null, null, Duration.ZERO);
    }

    /** A backend that was asked and failed; {@code firstEvent} is null when it died before its first event. */
    public static Attempt failed(
            String backend,
            Tier tier,
            @Nullable String model,
            Evidence evidence,
            String reason,
            @Nullable Duration firstEvent,
            Duration duration) {
        return new Attempt(backend, tier, Outcome.FAILED, evidence, reason, model, firstEvent, duration);
    }

    /** A backend that served the request. */
    public static Attempt served(
            String backend, Tier tier, @Nullable String model, @Nullable Duration firstEvent, Duration duration) {
        return new Attempt(backend, tier, Outcome.SERVED, Evidence.NONE, "", model, firstEvent, duration);
    }

    /** Name of the backend. */
    public String backend() {
        return backend;
    }

    /** Tier of the backend. */
    public Tier tier() {
        return tier;
    }

    /** How the attempt ended. */
    public Outcome outcome() {
        return outcome;
    }

    /** What a failure said about the backend's health; {@link Evidence#NONE} where nothing failed. */
    public Evidence evidence() {
        return evidence;
    }

    /** Why the backend failed or was skipped, in words for people; empty when it served. */
    public String reason() {
        return reason;
    }

    /** The model that the backend was asked for, where the capability has models. */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /** Time from the start of the attempt to the first event of the answer, if one came. */
    public Optional<Duration> firstEvent() {
        return Optional.ofNullable(firstEvent);
    }

    /** Time from the start of the attempt to its end; zero when skipped. */
    public Duration duration() {
        return duration;
    }

    /** The attempt in one line, for example {@code "gaming-pc: answered, 38 ms to the first event"}. */
    @Override
    public String toString() {
        return backend + ": " + words();
    }

    private String words() {
        return switch (outcome) {
            case SKIPPED -> "not asked (" + reason + ")";
            case SERVED -> "answered" + (firstEvent == null ? "" : ", " + millis(firstEvent) + " to the first event");
            case FAILED ->
                firstEvent == null
                        ? "failed before the first event after " + millis(duration) + ": " + reason
                        : "died in mid-answer after " + millis(duration) + ": " + reason;
        };
    }

    private static String millis(Duration time) {
        return time.toMillis() + " ms";
    }
}
