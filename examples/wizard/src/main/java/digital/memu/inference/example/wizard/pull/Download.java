package digital.memu.inference.example.wizard.pull;

import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.ollama.ModelTransfer;
import digital.memu.inference.ollama.OllamaClient;
import digital.memu.inference.route.HostAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model that another computer fetches, on its way or finished. Thread-safe. */
public final class Download {

    private static final Logger log = LoggerFactory.getLogger(Download.class);

    /** What became of it. */
    public enum State {
        /** On its way. */
        RUNNING,
        /** The model is there. */
        DONE,
        /** Somebody cancelled it. */
        CANCELLED,
        /** The computer could not be reached any more. */
        LOST,
        /** The computer could not fetch it. */
        FAILED
    }

    private final String id;
    private final String checkId;
    private final HostAddress address;
    private final String model;
    private final OllamaClient client;
    private final ModelTransfer transfer;
    private final Progress progress = new Progress();
    private volatile State state = State.RUNNING;
    private volatile boolean cancelled;
    private final CountDownLatch ended = new CountDownLatch(1);

    Download(String id, String checkId, HostAddress address, String model, OllamaClient client) {
        this.id = id;
        this.checkId = checkId;
        this.address = address;
        this.model = model;
        this.client = client;
        this.transfer = client.models().pull(model);
    }

    /** Fetches it, on this thread. */
    void run() {
        try (client;
                transfer) {
            transfer.forEach(progress::add);
            state = State.DONE;
        } catch (InferenceCancelledException e) {
            state = State.CANCELLED;
        } catch (InferenceException e) {
            // Without the server's words: nothing that it says is shown.
            log.debug("A download failed: {}", e.getClass().getSimpleName());
            state = cancelled ? State.CANCELLED : isLost(e) ? State.LOST : State.FAILED;
        } catch (RuntimeException e) {
            log.error("A download failed by a fault of this program", e);
            state = State.FAILED;
        } finally {
            ended.countDown();
        }
    }

    private static boolean isLost(InferenceException e) {
        return e instanceof ConnectionException
                || e instanceof InferenceTimeoutException
                || e instanceof StreamInterruptedException;
    }

    /** Its name in addresses; nobody can guess it. */
    public String id() {
        return id;
    }

    /** The test that showed the computer. */
    public String checkId() {
        return checkId;
    }

    HostAddress address() {
        return address;
    }

    /** The model. */
    public String model() {
        return model;
    }

    /** What became of it. */
    public State state() {
        return state;
    }

    /** How far it is. */
    public Progress progress() {
        return progress;
    }

    /** Ends it early; the other computer sees that. */
    public void cancel() {
        cancelled = true;
        transfer.close();
    }

    /** Waits for its end; false if the time is over before. */
    public boolean await(Duration limit) {
        try {
            return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
