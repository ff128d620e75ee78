package digital.memu.inference.internal.time;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that wait for servers on behalf of callers who do not: virtual ones where the JVM has them. */
public final class Workers {

    private static final int IDLE_SECONDS = 5;

    private Workers() {}

    /** The threads for work that nobody waits for: dropped once they have ended. */
    public static Executor untilTheyEnd(ExecutorService workers) {
        return task -> {
            try {
                workers.execute(task);
            } catch (RejectedExecutionException e) {
                if (!workers.isShutdown()) {
                    throw e;
                }
            }
        };
    }

    /** A thread for each task: virtual from JDK 21 on, else daemons that are used again and end when idle. */
    public static ExecutorService start() {
        try {
            return (ExecutorService) java.util.concurrent.Executors.class
                    .getMethod("newVirtualThreadPerTaskExecutor")
                    .invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Threads.daemons("memu-inference-async"));
        }
    }
}
