package digital.memu.support;

import java.io.IOException;
import java.util.List;

/** What a process is told from outside. */
public final class Signals {

    private Signals() {}

    /** Sends it a signal, such as {@code INT}. */
    static void send(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
    }

    /** Ends it at once, as a power cut would, and what it started and would leave behind; returns when it is gone. */
    public static void kill(Process process) {
        List<ProcessHandle> family = process.descendants().toList();
        // By its handle: the process itself would close its output under whoever reads what it said last.
        process.toHandle().destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }
}
