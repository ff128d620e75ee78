package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;
import java.time.Duration;

/** The server is connected but was silent for longer than a clock allows. */
public final class InferenceTimeoutException extends InferenceException {
    private static final long serialVersionUID = 1L;

    /** The clock that ran out. */
    public enum Clock {
        /** No progress while the request was sent. */
        UPLOAD(Evidence.SOFT, "The server did not take the request; is it overloaded or asleep?"),
        /** No first event of the answer. */
        FIRST_EVENT(Evidence.SOFT, "The server accepted the request and stayed silent; is it busy, loading or frozen?"),
        /** No further event within the answer. */
        STALL(Evidence.SOFT, "The server stopped in the middle of the answer; is the machine asleep or frozen?"),
        /** Silence within an answer and to a question on another connection too: the server is dead. */
        LIVENESS(Evidence.HARD, "Is the machine asleep, switched off or frozen?"),
        /** The limit for the whole request, which is the caller's own. */
        TOTAL(Evidence.NONE, "Allow more time, or ask for a shorter answer.");

        private final Evidence evidence;
        private final String advice;

        Clock(Evidence evidence, String advice) {
            this.evidence = evidence;
            this.advice = advice;
        }
    }

    private final Clock clock;

    /** The clock {@code clock} ran out at {@code url} after {@code limit}. */
    public InferenceTimeoutException(Clock clock, String url, Duration limit) {
        super(clock.evidence, url, words(clock) + " within " + words(limit), clock.advice, null);
        this.clock = clock;
    }

    /** The clock that ran out. */
    public Clock clock() {
        return clock;
    }

    private static String words(Clock clock) {
        return switch (clock) {
            case UPLOAD -> "no progress in sending the request";
            case FIRST_EVENT -> "no answer";
            case LIVENESS -> "no sign of life, not even on another connection,";
            case STALL -> "no further part of the answer";
            case TOTAL -> "no complete answer";
        };
    }

    private static String words(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
