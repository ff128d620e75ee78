package digital.memu.inference.example.guides;

import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.Route;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

// snippet: metrics
/** Who answers, how fast, and how often nobody does. It is never shown a prompt. */
record MeterListener(MeterRegistry registry) implements InferenceListener {

    @Override
    public void attemptEnded(String capability, Attempt attempt) {
        String outcome = attempt.outcome().name().toLowerCase(Locale.ROOT);
        registry.timer("memu.attempts", "backend", attempt.backend(), "capability", capability, "outcome", outcome)
                .record(attempt.duration());
    }

    @Override
    public void requestEnded(String capability, Route route) {
        String outcome = route.served().isPresent() ? "served" : "failed";
        registry.counter("memu.requests", "capability", capability, "outcome", outcome)
                .increment();
    }
}
// end of snippet
