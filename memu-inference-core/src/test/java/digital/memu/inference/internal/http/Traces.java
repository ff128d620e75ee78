package digital.memu.inference.internal.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this process has open and running. */
final class Traces {

    private Traces() {}

    /** Threads of the JDK's clients. */
    static long selectors() {
        return threads().stream().filter(name -> name.startsWith("HttpClient-")).count();
    }

    /** Threads of the library and of the JDK's clients. */
    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("HttpClient-") || name.startsWith("memu-inference-resolver"))
                .sorted()
                .toList();
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
