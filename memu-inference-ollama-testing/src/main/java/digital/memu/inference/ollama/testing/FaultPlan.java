package digital.memu.inference.ollama.testing;

import digital.memu.inference.ollama.testing.Strike.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The faults to come. One-time faults before standing ones, in the order given. Thread-safe. */
final class FaultPlan {

    /** A fault and whom it is meant for: a path, which may have its method in front, or generations. */
    private record Planned(Strike strike, @Nullable String path) {

        boolean isFor(RecordedRequest request, boolean generation) {
            if (path == null) {
                return generation;
            }
            return path.equals(request.path()) || path.equals(request.method() + " " + request.path());
        }
    }

    private final Deque<Planned> once = new ArrayDeque<>();
    private final List<Planned> standing = new ArrayList<>();

    synchronized void once(Fault fault, @Nullable String path) {
        once.add(new Planned(fault.strike(), path));
    }

    synchronized void always(Fault fault, @Nullable String path) {
        standing.add(new Planned(fault.strike(), path));
    }

    synchronized void clear() {
        once.clear();
        standing.clear();
    }

    /** The fault that strikes before the body of this request is read. */
    Optional<Strike> takeUnread(RecordedRequest head) {
        return take(head, Endpoints.isInference(head), true, false);
    }

    /** The fault for this request. */
    Optional<Strike> take(RecordedRequest request, boolean generation) {
        return take(request, generation, false, false);
    }

    /** The fault for the load that this request starts. */
    Optional<Strike> takeLoad(RecordedRequest request) {
        return take(request, true, false, true);
    }

    private synchronized Optional<Strike> take(
            RecordedRequest request, boolean generation, boolean unread, boolean load) {
        for (Iterator<Planned> all = once.iterator(); all.hasNext(); ) {
            Planned planned = all.next();
            if (planned.strike().isAt(Place.LOAD) == load && planned.isFor(request, generation)) {
                if (planned.strike().isAt(Place.UNREAD) != unread) {
                    return Optional.empty();
                }
                all.remove();
                return Optional.of(planned.strike());
            }
        }
        return standing.stream()
                .filter(planned -> planned.strike().isAt(Place.LOAD) == load)
                .filter(planned -> planned.strike().isAt(Place.UNREAD) == unread)
                .filter(planned -> planned.isFor(request, generation))
                .map(Planned::strike)
                .findFirst();
    }
}
