package digital.memu.inference.immich.testing;

import java.util.EnumSet;
import java.util.Set;

/** What a test keeps from going on. Changes under the monitor. */
final class Holds {

    enum Hold {
        RUNS,
        LOADS,
        BOOTS,
        /** Whatever the service does on the network. */
        ALL
    }

    private final Monitor monitor;
    private final Set<Hold> held = EnumSet.noneOf(Hold.class);

    Holds(Monitor monitor) {
        this.monitor = monitor;
    }

    void hold(Hold what) {
        monitor.change(() -> held.add(what));
    }

    void release(Hold what) {
        monitor.change(() -> held.remove(what));
    }

    boolean isHeld(Hold what) {
        return held.contains(what);
    }
}
