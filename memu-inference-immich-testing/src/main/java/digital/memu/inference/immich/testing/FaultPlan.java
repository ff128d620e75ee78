package digital.memu.inference.immich.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The faults to come. One-time faults before standing ones, in the order given. Thread-safe. */
final class FaultPlan {

    /** A fault and whom it is meant for: a path, which may have its method in front. */
    private record Planned(Strike strike, String path) {

        boolean isFor(RequestHead head) {
            return path.equals(head.path()) || path.equals(head.method() + " " + head.path());
        }
    }

    private final Deque<Planned> once = new ArrayDeque<>();
    private final List<Planned> standing = new ArrayList<>();

    synchronized void once(Fault fault, String path) {
        once.add(new Planned(fault.strike(), path));
    }

    synchronized void always(Fault fault, String path) {
        standing.add(new Planned(fault.strike(), path));
    }

    synchronized void clear() {
        once.clear();
        standing.clear();
    }

    /** The fault for a request whose head is read. */
    synchronized Optional<Strike> take(RequestHead head) {
        Optional<Planned> first =
                once.stream().filter(planned -> planned.isFor(head)).findFirst();
        first.ifPresent(once::remove);
        return first.or(() ->
                        standing.stream().filter(planned -> planned.isFor(head)).findFirst())
                .map(Planned::strike);
    }
}
