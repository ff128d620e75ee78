package digital.memu.inference.example.bot;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets the process end in order when it is told to: Ctrl-C, or a service that is stopped. */
final class Ending {

    private static final CountDownLatch DONE = new CountDownLatch(1);

    private Ending() {}

    /** Closes it when the process is told to end, and gives the rest a moment to follow. */
    static <T extends AutoCloseable> T closes(T resource) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (DONE.getCount() > 0) {
                                close(resource);
                            }
                        },
                        "bot-ending"));
        return resource;
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
            DONE.await(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // The process ends anyway.
        }
    }

    /** There is nothing left to end. */
    static void done() {
        DONE.countDown();
    }
}
