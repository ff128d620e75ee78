package digital.memu.inference.ollama.testing;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The simulator's threads: named, daemons, and waited for at the end. */
final class Threads {

    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    Thread start(String name, Runnable task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } finally {
                        running.remove(Thread.currentThread());
                    }
                },
                name);
        thread.setDaemon(true);
        running.add(thread);
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
        for (Thread thread : running) {
            if (thread != Thread.currentThread()) {
                return thread;
            }
        }
        return null;
    }
}
