package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.route.Priority;
import java.time.Duration;
import java.util.function.Consumer;

final class Places {
    Places(int l, TimeSource t) {}

    boolean enter(Priority p, Duration w, Consumer<Runnable> c) {
        return true;
    }

    void leave() {}
}
