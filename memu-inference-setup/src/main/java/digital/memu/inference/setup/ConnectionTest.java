package digital.memu.inference.setup;

import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.internal.async.CancellingFuture;
import digital.memu.inference.internal.time.SystemTime;
import digital.memu.inference.internal.time.Workers;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one server, tells in one sentence what it found, and what to try first.
 *
 * <p>The name is looked up, the address checked, the machine dialled; then the server is asked who it is and which models it
 * has. Nothing is sent but questions at fixed paths, no redirect is followed, nobody who answers is believed for more than a
 * few kilobytes, and no model is loaded unless its speed is asked for. All of it takes 10 seconds at most.
 *
 * <pre>{@code
 * try (ConnectionTest test = ConnectionTest.of("192.168.1.50:11434")
 *         .model("llama3.2")
 *         .external()
 *         .onStep(step -> System.out.println(step.text()))
 *         .build()) {
 *     Diagnosis diagnosis = test.run();
 *     System.out.println(diagnosis.sentence());
 * }
 * }</pre>
 *
 * <p>Building one contacts nobody, and it can be run again and again. Thread-safe. Whoever built it closes it, which ends
 * what is still running and leaves no thread and no socket.
 */
public final class ConnectionTest implements AutoCloseable {

    private final Plan plan;
    private final Texts texts;
    private final Ways ways;
    private final @Nullable SystemTime ownTime;
    private final Set<Run> runs = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ExecutorService workers;
    private boolean closed;

    ConnectionTest(Plan plan, @Nullable SystemTime ownTime) {
        this.plan = plan;
        this.texts = Texts.in(plan.locale());
        this.ways = new Ways(plan.headers(), plan.resolver());
        this.ownTime = ownTime;
        if (!plan.addresses().isEmpty()) {
            // A header that cannot be sent is found now.
            ways.to(plan.addresses());
        }
    }

    /** Begins a test of the server at this address, written as people write it; what is no address is for the diagnosis. */
    public static ConnectionTestBuilder of(String address) {
        return new ConnectionTestBuilder(address);
    }

    /**
     * Begins a test of every server that the settings name, all at the same time.
     *
     * @throws digital.memu.inference.failure.InvalidConfigurationException if a setting cannot be used
     */
    public static SettingsTest.Builder all(InferenceSettings settings) {
        return new SettingsTest.Builder(settings);
    }

    /**
     * Runs the test on this thread.
     *
     * @throws InferenceCancelledException if it was cancelled or closed, or the thread interrupted
     */
    public Diagnosis run() {
        return ended(begun());
    }

    /** From now on whoever cancels reaches it. */
    private Run begun() {
        Run run = new Run(plan, texts);
        runs.add(run);
        return run;
    }

    private Diagnosis ended(Run run) {
        try {
            if (isClosed()) {
                throw new InferenceCancelledException("The connection test is closed");
            }
            return new Report(plan, texts).of(new Examination(plan, run, ways).finding(), run);
        } finally {
            runs.remove(run);
        }
    }

    /** Runs the test on another thread; cancelling the future ends it, and the server sees that. */
    public CompletableFuture<Diagnosis> start() {
        ExecutorService pool;
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedFuture(new InferenceCancelledException("The connection test is closed"));
            }
            if (workers == null) {
                workers = Workers.start();
            }
            pool = workers;
        } finally {
            lock.unlock();
        }
        Run run = begun();
        CompletableFuture<Diagnosis> running = CancellingFuture.run(pool, () -> ended(run));
        // A run whose future is cancelled before a thread has taken it up ends nowhere else.
        CompletableFuture<Diagnosis> unused = running.whenComplete((diagnosis, failure) -> runs.remove(run));
        return running;
    }

    /** Ends what is running, from any thread; the test can be run again. */
    public void cancel() {
        runs.forEach(Run::cancel);
    }

    /** Ends what is running, and lets go of everything; idempotent. */
    @Override
    public void close() {
        ExecutorService pool;
        lock.lock();
        try {
            closed = true;
            pool = workers;
        } finally {
            lock.unlock();
        }
        cancel();
        if (pool != null) {
            pool.shutdownNow();
        }
        ways.close();
        if (ownTime != null) {
            ownTime.close();
        }
    }

    /** Host and port only. */
    @Override
    public String toString() {
        return "ConnectionTest[" + plan.kind().name() + " at " + plan.hostAndPort() + "]";
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
