package digital.memu.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A process that tells in its output when it is ready, and is read from then on, so that it never waits for a reader. */
final class LoggedProcess {

    private final Process process;
    private final String words;
    private final Duration limit;
    private final Semaphore ready = new Semaphore(0);
    private volatile boolean over;

    private LoggedProcess(Process process, String words, Duration limit) {
        this.process = process;
        this.words = words;
        this.limit = limit;
    }

    /** Starts it, and returns when a line has these words. */
    static LoggedProcess start(ProcessBuilder builder, String words, Duration limit)
            throws IOException, InterruptedException {
        LoggedProcess started = new LoggedProcess(builder.start(), words, limit);
        Thread log = new Thread(started::drain, "log of " + started.pid());
        log.setDaemon(true);
        log.start();
        started.awaitReady();
        return started;
    }

    /** Tells it a line, and returns when it says once more that it is ready. */
    void tell(String line) throws IOException, InterruptedException {
        Writer in = process.outputWriter(StandardCharsets.UTF_8);
        in.write(line + "\n");
        in.flush();
        awaitReady();
    }

    private void awaitReady() throws InterruptedException {
        if (!ready.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS) || over) {
            kill();
            throw new AssertionError("a process did not say '" + words + "' within " + limit);
        }
    }

    private void drain() {
        try (BufferedReader log = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                if (line.contains(words)) {
                    ready.release();
                }
            }
        } catch (IOException e) {
            // The process was ended while we read: that is how these tests end.
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        } finally {
            over = true;
            ready.release();
        }
    }

    long pid() {
        return process.pid();
    }

    /** Ends it at once, as a power cut would, and what it started and would leave behind. */
    void kill() {
        Signals.kill(process);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
