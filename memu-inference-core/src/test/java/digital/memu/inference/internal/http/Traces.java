package digital.memu.inference.internal.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this process has open and running. */
final class Traces {

    private static final String CLIENT = "HttpClient-";

    private Traces() {}

    /** Threads of the library and of the JDK's clients. */
    static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread.getName().startsWith(CLIENT) || thread.getName().startsWith("memu-inference-resolver"))
                .collect(Collectors.toSet());
    }

    /** The names of those that have begun since; one of before that has ended meanwhile, whosever it was, changes nothing. */
    static List<String> since(Set<Thread> before) {
        return threads().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    /** Whether the JDK's clients have passed on all that has arrived, and wait for the network again. */
    static boolean clientsWait() {
        return threads().stream()
                .filter(thread -> thread.getName().startsWith(CLIENT))
                .allMatch(thread -> Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals("sun.nio.ch.SelectorImpl")
                                && frame.getMethodName().equals("select")));
    }

    /** Sockets and selectors of this process, where the system tells; 0 elsewhere. */
    static long sockets() {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.filter(Traces::isSocket).count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until there are no more than so many. */
    static void awaitSockets(long most) {
        try {
            Caller.until("all sockets to be closed", () -> sockets() <= most);
        } catch (AssertionError e) {
            throw new AssertionError(most + " sockets expected, but " + sockets() + " are left", e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:") || target.contains("eventpoll") || target.contains("eventfd");
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }
}
