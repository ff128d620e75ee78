package digital.memu.inference.example.bot.metrics;

import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.Route;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the router tells, as Micrometer's meters. Thread-safe. */
public final class MeterListener implements InferenceListener {

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> up = new ConcurrentHashMap<>();

    /** Into this registry. */
    public MeterListener(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void attemptEnded(String capability, Attempt attempt) {
        String outcome = attempt.outcome().name().toLowerCase(Locale.ROOT);
        registry.timer(
                        "memu.inference.attempts",
                        "capability",
                        capability,
                        "backend",
                        attempt.backend(),
                        "outcome",
                        outcome)
                .record(attempt.duration());
        attempt.firstEvent()
                .ifPresent(time -> registry.timer("memu.inference.first.event", "backend", attempt.backend())
                        .record(time));
    }

    @Override
    public void requestEnded(String capability, Route route) {
        String outcome = route.served().isPresent() ? "served" : "failed";
        registry.counter("memu.inference.requests", "capability", capability, "outcome", outcome)
                .increment();
    }

    @Override
    public void stateChanged(String backend, BackendState from, BackendState to, String reason) {
        up.computeIfAbsent(backend, this::gauge).set(to == BackendState.UP ? 1 : 0);
    }

    private AtomicInteger gauge(String backend) {
        AtomicInteger value = new AtomicInteger();
        registry.gauge("memu.inference.up", Tags.of("backend", backend), value);
        return value;
    }

    @Override
    public void breakerOpened(String backend, String capability, String reason) {
        registry.counter("memu.inference.breaker.opened", "backend", backend, "capability", capability)
                .increment();
    }

    @Override
    public void rescued(String capability, String from, String to) {
        registry.counter("memu.inference.rescues", "from", from, "to", to).increment();
    }

    @Override
    public void promptTruncated(String backend, String model) {
        registry.counter("memu.inference.prompts.truncated", "backend", backend, "model", model)
                .increment();
    }
}
