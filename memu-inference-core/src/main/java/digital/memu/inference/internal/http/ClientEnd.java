package digital.memu.inference.internal.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs a client's tasks where they are, and ends the client's thread on every JDK.
 *
 * <p>A client can be shut down since JDK 21. Before, its thread ends only after a garbage collection, or when it is
 * interrupted; it is recognised here by the tasks that it runs, or else by its name.
 */
final class ClientEnd implements Executor {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String NAME_END = "-SelectorManager";
    private static final Pattern ID = Pattern.compile("\\((\\d+)\\)$");
    private static final @Nullable MethodHandle SHUTDOWN_NOW = find("shutdownNow", MethodType.methodType(void.class));
    private static final @Nullable MethodHandle AWAIT_TERMINATION =
            find("awaitTermination", MethodType.methodType(boolean.class, Duration.class));

    private volatile @Nullable Thread selector;

    @Override
    public void execute(Runnable task) {
        if (selector == null && Thread.currentThread().getName().endsWith(NAME_END)) {
            selector = Thread.currentThread();
        }
        task.run();
    }

    /** Begins the end of the client. */
    void shutdown(HttpClient client) {
        if (SHUTDOWN_NOW != null) {
            try {
                SHUTDOWN_NOW.invoke(client);
                return;
            } catch (Throwable e) {
                // Then in the way of the older ones.
            }
        }
        Thread thread = selectorOf(client);
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Waits for the end of the client, but not for ever. */
    void await(HttpClient client) {
        try {
            if (AWAIT_TERMINATION != null) {
                AWAIT_TERMINATION.invoke(client, PATIENCE);
            }
            Thread thread = selectorOf(client);
            if (thread != null) {
                thread.join(PATIENCE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            throw new IllegalStateException("the client did not end", e);
        }
    }

    private @Nullable Thread selectorOf(HttpClient client) {
        Thread known = selector;
        if (known != null) {
            return known;
        }
        Matcher id = ID.matcher(client.toString());
        if (!id.find()) {
            return null;
        }
        String name = "HttpClient-" + id.group(1) + NAME_END;
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group != null && group.getParent() != null) {
            group = group.getParent();
        }
        if (group == null) {
            return null;
        }
        Thread[] threads = new Thread[2 * group.activeCount() + 16];
        int count = group.enumerate(threads, true);
        for (int i = 0; i < count; i++) {
            if (threads[i].getName().equals(name)) {
                selector = threads[i];
                return threads[i];
            }
        }
        return null;
    }

    private static @Nullable MethodHandle find(String method, MethodType type) {
        try {
            return MethodHandles.publicLookup().findVirtual(HttpClient.class, method, type);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }
}
