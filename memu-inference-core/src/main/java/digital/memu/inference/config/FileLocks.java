package digital.memu.inference.config;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Locks between the programs of a machine, by a file; and between the threads of this one, which such locks do not see. */
final class FileLocks {

    /** One for all files: edits are rare and short. */
    private static final ReentrantLock THREADS = new ReentrantLock(true);

    private FileLocks() {}

    /**
     * Waits for the lock; closing gives it back.
     *
     * @throws FileBusyException if somebody else holds it for longer than that
     */
    static Closeable take(Path file, Duration patience) throws IOException {
        if (!acquired(patience)) {
            throw new FileBusyException(file, patience);
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            try {
                lock(channel, file, patience);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            return () -> {
                // In this order: closing a file takes back all locks that this process has on it.
                try {
                    channel.close();
                } finally {
                    THREADS.unlock();
                }
            };
        } catch (IOException | RuntimeException e) {
            THREADS.unlock();
            throw e;
        }
    }

    private static boolean acquired(Duration patience) throws IOException {
        try {
            return THREADS.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another thread edits");
        }
    }

    private static void lock(FileChannel channel, Path file, Duration patience) throws IOException {
        CompletableFuture<Boolean> inTime = new CompletableFuture<>();
        CompletableFuture<Void> unused = inTime.thenAccept(in -> {
            if (!in) {
                closes(channel);
            }
        });
        inTime.completeOnTimeout(false, patience.toNanos(), TimeUnit.NANOSECONDS);
        try {
            channel.lock();
        } catch (AsynchronousCloseException e) {
            if (inTime.complete(true)) {
                throw e;
            }
            throw new FileBusyException(file, patience);
        } catch (OverlappingFileLockException e) {
            // The same library, loaded twice in one program.
            inTime.complete(true);
            throw new FileBusyException(file, Duration.ZERO);
        }
        if (!inTime.complete(true)) {
            throw new FileBusyException(file, patience);
        }
    }

    /** Nothing else ends a wait for such a lock. */
    private static void closes(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
