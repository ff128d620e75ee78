package digital.memu.inference.ollama;

import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.internal.http.BodyEnd;
import digital.memu.inference.internal.http.ExchangeRequest;
import digital.memu.inference.internal.http.RequestBody;
import digital.memu.inference.internal.time.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One file: read for its digest, and sent if the server has not got it, on a thread of its own. */
final class BlobSteps implements ModelTransfer.Steps {

    private static final long PAUSE = Duration.ofMillis(100).toNanos();
    private static final int PORTION = 1024 * 1024;

    private final OllamaCall call;
    private final Path file;
    private final TimeSource time;
    private final Pace pace;
    private final MessageDigest sha256 = sha256();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable InputStream reading;
    private long size;
    private long read;
    private boolean whole;
    private @Nullable String digest;
    private volatile boolean closed;
    private boolean sending;

    // Guarded by the lock.
    private boolean inFile;
    private long sent;
    private long shownAt;
    private boolean fresh;
    private boolean over;
    private @Nullable RuntimeException failure;

    BlobSteps(OllamaCall call, Path file) {
        this.call = call;
        this.file = file;
        this.time = call.context().time();
        this.pace = new Pace(time);
    }

    static ExchangeRequest head(String digest) {
        return ExchangeRequest.of("HEAD", "/api/blobs/" + digest, BodyEnd.none());
    }

    /** The digest, once all is done. */
    String digest() {
        String known = digest;
        if (known == null) {
            throw new IllegalStateException("not read to the end");
        }
        return known;
    }

    @Override
    public @Nullable TransferProgress next() {
        String known = digest;
        if (known == null) {
            if (!whole) {
                return read();
            }
            known = "sha256:" + HexFormat.of().formatHex(sha256.digest());
            digest = known;
            if (call.exists(head(known))) {
                return null;
            }
            send(known);
        }
        return sending ? awaitSent(known) : null;
    }

    /** Reads on for a moment. */
    private TransferProgress read() {
        long began = time.nanoTime();
        byte[] portion = new byte[PORTION];
        enterFile();
        try {
            InputStream in = reading;
            if (in == null) {
                in = Files.newInputStream(file);
                reading = in;
                size = Files.size(file);
            }
            while (!whole && time.nanoTime() - began < PAUSE) {
                checkOpen();
                int count = in.read(portion);
                if (count < 0) {
                    in.close();
                    whole = true;
                } else {
                    sha256.update(portion, 0, count);
                    read += count;
                }
            }
        } catch (IOException e) {
            closeFile();
            if (Thread.currentThread().isInterrupted()) {
                throw new InferenceCancelledException(call.url() + ": the thread was interrupted");
            }
            throw new RequestRejectedException(
                    call.url(),
                    0,
                    "the file to be sent could not be read",
                    "Check that it is there, and may be read",
                    e);
        } finally {
            leaveFile();
        }
        return pace.progress("reading", "", whole ? read : Math.max(size, read), read);
    }

    private void enterFile() {
        lock.lock();
        try {
            checkOpen();
            inFile = true;
        } finally {
            lock.unlock();
        }
    }

    private void leaveFile() {
        lock.lock();
        try {
            inFile = false;
            if (closed) {
                closeFile();
            }
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new InferenceCancelledException(call.url() + ": closed before the file was sent");
        }
    }

    private void send(String name) {
        sending = true;
        ExchangeRequest request = ExchangeRequest.post(
                "/api/blobs/" + name, RequestBody.file(file, read, this::passedOn), BodyEnd.json());
        Threads.daemons("memu-inference-upload")
                .newThread(() -> exchange(request))
                .start();
    }

    private void exchange(ExchangeRequest request) {
        RuntimeException failed = null;
        try {
            call.tell(request);
        } catch (RuntimeException e) {
            failed = e;
        }
        lock.lock();
        try {
            over = true;
            failure = failed;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void passedOn(long bytes) {
        long now = time.nanoTime();
        lock.lock();
        try {
            boolean due = sent == 0 || now - shownAt >= PAUSE || bytes == read;
            sent = bytes;
            if (due) {
                shownAt = now;
                fresh = true;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable TransferProgress awaitSent(String name) {
        lock.lock();
        try {
            while (!fresh && !over) {
                changed.await();
            }
            if (fresh && failure == null) {
                fresh = false;
                return pace.progress("sending", name, read, sent);
            }
            RuntimeException failed = failure;
            if (failed instanceof InferenceException told) {
                throw told;
            }
            if (failed != null) {
                throw new IllegalStateException("sending failed", failed);
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceCancelledException(call.url() + ": the thread was interrupted");
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            // Taken from a thread that reads, it would look broken; that thread closes it then.
            if (!inFile) {
                closeFile();
            }
        } finally {
            lock.unlock();
        }
        call.close();
    }

    private void closeFile() {
        try {
            InputStream in = reading;
            if (in != null) {
                in.close();
            }
        } catch (IOException e) {
            // It was only read: nothing is lost.
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has it", e);
        }
    }
}
