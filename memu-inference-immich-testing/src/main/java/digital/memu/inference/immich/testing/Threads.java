package digital.memu.inference.immich.testing;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The simulator's threads: named, daemons, and waited for at the end. */
final class Threads {

    private final Set<Thread> started = ConcurrentHashMap.newKeySet();

    Thread start(String name, Runnable task) {
        forgetEnded();
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        started.add(thread);
        thread.start();
        return thread;
    }

    /** Waits until all have ended, but for the one that asks. */
    void awaitEnd(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            Thread other = anyOther();
            while (other != null && System.nanoTime() < deadline) {
                other.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
                other = anyOther();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Thread anyOther() {
        forgetEnded();
        for (Thread thread : started) {
            if (thread != Thread.currentThread()) {
                return thread;
            }
        }
        return null;
    }

    /** A thread cannot do this for itself: it still lives when it has done its last. */
    private void forgetEnded() {
        started.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    }
}
