package digital.memu.inference.immich;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.route.Timeouts;
import java.time.Duration;

/** How long questions about the server itself may take: they wait for a loading that is under way, never for one of theirs. */
final class Patience {

    private static final Duration MOST = Duration.ofSeconds(30);

    private Patience() {}

    /** The same attempt with a clock for a question. */
    static CallContext of(CallContext context) {
        Timeouts limits = context.timeouts();
        return limits.firstEvent().compareTo(MOST) <= 0
                ? context
                : context.within(limits.toBuilder().firstEvent(MOST).build());
    }
}
