package digital.memu.inference.example.console;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C, or a request to end, closes before the process is gone: so that what was done is kept, and no server goes on
 * working for nobody.
 *
 * <p>The code at the end, 130, is the virtual machine's own. Thread-safe.
 */
public final class Interrupts {

    /** Enough to write an index to a slow disk, and no more than people wait before they turn to kill -9. */
    private static final int PATIENCE_SECONDS = 10;

    private static final Set<AutoCloseable> OPEN = ConcurrentHashMap.newKeySet();
    private static final CountDownLatch FINISHED = new CountDownLatch(1);
    private static volatile boolean happened;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Interrupts::end, "interrupted"));
    }

    private Interrupts() {}

    /** Closes it when the process is told to end; {@link #forget} when it was closed in time. */
    public static <T extends AutoCloseable> T watch(T resource) {
        OPEN.add(resource);
        return resource;
    }

    /** It was closed in time. */
    public static void forget(AutoCloseable resource) {
        OPEN.remove(resource);
    }

    /** Whether the process was told to end. */
    public static boolean happened() {
        return happened;
    }

    /** The command has said all it had to say. */
    public static void finished() {
        FINISHED.countDown();
    }

    private static void end() {
        if (FINISHED.getCount() == 0) {
            return;
        }
        happened = true;
        boolean any = false;
        for (AutoCloseable resource : OPEN) {
            any = true;
            try {
                resource.close();
            } catch (Exception e) {
                // The process ends, and its connections with it: there is nobody to tell and nothing left to do.
            }
        }
        if (any) {
            awaitLastWords();
        }
    }

    private static void awaitLastWords() {
        try {
            FINISHED.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
