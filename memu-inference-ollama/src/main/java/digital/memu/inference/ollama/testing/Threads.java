package digital.memu.inference.ollama.testing;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The simulator's threads: named, daemons, and waited for at the end. */
final class Threads {

    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    void start(String name, Runnable task) {
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
    }

    /** Waits until all have ended, but for the one that asks. */
    void awaitEnd(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (Thread thread : running) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (thread != Thread.currentThread() && millis > 0) {
                    thread.join(millis);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
