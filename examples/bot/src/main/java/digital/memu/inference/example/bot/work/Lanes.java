package digital.memu.inference.example.bot.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Work in lanes: within a lane one piece after the other, the lanes side by side. Thread-safe; closing it interrupts what
 * runs and forgets what waits.
 */
public final class Lanes implements AutoCloseable {

    /** What {@link #enter} answers when the lane has no room left. */
    public static final int FULL = -1;

    private final int longest;
    private final ThreadPoolExecutor workers;
    private final Map<String, Deque<Runnable>> lanes = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** Lanes of that length each, so many of them served at once. */
    public Lanes(String name, int atOnce, int longest) {
        this.longest = longest;
        this.workers = new ThreadPoolExecutor(
                atOnce, atOnce, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> thread(name, work));
        workers.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Puts work, which must not throw, at the end of a lane; tells how many pieces are before it, or {@link #FULL}. */
    public int enter(String lane, Runnable work) {
        lock.lock();
        try {
            Deque<Runnable> waiting = lanes.computeIfAbsent(lane, name -> new ArrayDeque<>());
            int before = waiting.size();
            if (before >= longest) {
                return FULL;
            }
            waiting.add(work);
            if (before == 0) {
                next(lane);
            }
            return before;
        } finally {
            lock.unlock();
        }
    }

    /** One piece at a time, then the other lanes' turn: nobody is starved by a long lane. */
    private void step(String lane) {
        Runnable work;
        lock.lock();
        try {
            work = lanes.getOrDefault(lane, new ArrayDeque<>()).peek();
        } finally {
            lock.unlock();
        }
        if (work != null) {
            try {
                work.run();
            } finally {
                done(lane);
            }
        }
    }

    private void done(String lane) {
        lock.lock();
        try {
            Deque<Runnable> waiting = lanes.getOrDefault(lane, new ArrayDeque<>());
            waiting.poll();
            if (waiting.isEmpty()) {
                lanes.remove(lane);
            } else {
                next(lane);
            }
        } finally {
            lock.unlock();
        }
    }

    private void next(String lane) {
        try {
            workers.execute(() -> step(lane));
        } catch (RejectedExecutionException e) {
            // Closed: what waits is forgotten here, and remembered by whoever gave it.
            lanes.clear();
        }
    }

    /** Waits a moment for what it interrupts. */
    @Override
    public void close() {
        workers.shutdownNow();
        try {
            workers.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
