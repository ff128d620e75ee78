package digital.memu.inference.immich.testing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What happened, in numbers and requests. Thread-safe. */
final class Ledger {

    enum Count {
        CONNECTIONS,
        OPEN_CONNECTIONS,
        REQUESTS,
        LOADS,
        LOADS_FINISHED,
        RUNS,
        RUNS_FINISHED
    }

    private final Monitor monitor;
    private final int kept;
    private final Map<Count, Integer> counts = new EnumMap<>(Count.class);
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();

    /** Books that keep so many of the latest requests. */
    Ledger(Monitor monitor, int kept) {
        this.monitor = monitor;
        this.kept = kept;
    }

    void add(Count count) {
        monitor.change(() -> counts.merge(count, 1, Integer::sum));
    }

    void remove(Count count) {
        monitor.change(() -> counts.merge(count, -1, Integer::sum));
    }

    int get(Count count) {
        return monitor.get(() -> counts.getOrDefault(count, 0));
    }

    void add(RecordedRequest request) {
        monitor.change(() -> {
            counts.merge(Count.REQUESTS, 1, Integer::sum);
            requests.add(request);
            if (requests.size() > kept) {
                requests.remove();
            }
        });
    }

    List<RecordedRequest> requests() {
        return monitor.get(() -> List.copyOf(requests));
    }

    boolean awaitAtLeast(Count count, int number, Duration limit) {
        return monitor.await(() -> counts.getOrDefault(count, 0) >= number, limit);
    }

    boolean awaitExactly(Count count, int number, Duration limit) {
        return monitor.await(() -> counts.getOrDefault(count, 0) == number, limit);
    }
}
