package digital.memu.inference.ollama;

import java.util.List;

/** The threads of the library and of the JDK's HTTP client; nobody asks the collector to end any. */
final class LibraryThreads {

    private LibraryThreads() {}

    /** How many there are at this moment. */
    static int now() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(LibraryThreads::isOurs)
                .count();
    }

    /** Those that do not end by themselves. */
    static List<String> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(LibraryThreads::isOurs)
                .filter(LibraryThreads::goesOn)
                .map(Thread::getName)
                .toList();
    }

    private static boolean isOurs(Thread thread) {
        String name = thread.getName();
        return name.startsWith("HttpClient-") || (name.startsWith("memu-inference-") && !name.contains("simulator"));
    }

    /** Whether it is still there after a moment: a thread that was told to end may be at its last instruction. */
    private static boolean goesOn(Thread thread) {
        try {
            thread.join(60_000);
            return thread.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
