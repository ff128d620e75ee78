package digital.memu.inference.internal.routing;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes its time and runs once at a time, however many want to know what comes of it.
 *
 * <p>Thread-safe.
 */
final class OneAtATime<T> {

    private final Predicate<T> over;
    private final AtomicReference<@Nullable T> latest = new AtomicReference<>();

    /** Nothing runs; {@code over} tells what no longer does. */
    OneAtATime(Predicate<T> over) {
        this.over = over;
    }

    /** The one that runs, or a new one, which {@code begin} sets going. */
    T join(Supplier<T> create, Consumer<T> begin) {
        while (true) {
            T running = latest.get();
            if (running != null && !over.test(running)) {
                return running;
            }
            T mine = create.get();
            if (latest.compareAndSet(running, mine)) {
                begin.accept(mine);
                return mine;
            }
        }
    }
}
