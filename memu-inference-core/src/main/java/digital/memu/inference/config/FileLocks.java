package digital.memu.inference.config;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Locks between the programs of a machine, by a file; and between the threads of this one, which such locks do not see. */
final class FileLocks {

    /** Of the files that somebody holds or waits for at this moment. */
    private static final ConcurrentMap<Path, Queue> QUEUES = new ConcurrentHashMap<>();

    private FileLocks() {}

    /** This program's threads before one file. */
    private static final class Queue extends ReentrantLock {
        private static final long serialVersionUID = 1L;

        /** Changed within the map's own lock only. */
        private int members;

        Queue() {
            super(true);
        }
    }

    /**
     * Waits for the lock; closing gives it back.
     *
     * @throws FileBusyException if somebody else holds it for longer than that
     */
    static Closeable take(Path file, Duration patience) throws IOException {
        // One clock for both waits.
        CompletableFuture<Boolean> inTime =
                new CompletableFuture<Boolean>().completeOnTimeout(false, patience.toNanos(), TimeUnit.NANOSECONDS);
        Queue queue = joined(file);
        try {
            if (!acquired(queue, patience)) {
                throw new FileBusyException(file, patience);
            }
            try {
                FileChannel channel = opened(file, inTime, patience);
                return () -> {
                    // In this order: closing a file takes back all locks that this process has on it.
                    try {
                        channel.close();
                    } finally {
                        queue.unlock();
                        left(file);
                    }
                };
            } catch (IOException | RuntimeException e) {
                queue.unlock();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            inTime.complete(true);
            left(file);
            throw e;
        }
    }

    private static Queue joined(Path file) {
        return QUEUES.compute(file, (path, there) -> {
            Queue queue = there == null ? new Queue() : there;
            queue.members++;
            return queue;
        });
    }

    private static void left(Path file) {
        QUEUES.computeIfPresent(file, (path, queue) -> --queue.members == 0 ? null : queue);
    }

    private static boolean acquired(Queue queue, Duration patience) throws IOException {
        try {
            return queue.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another thread edits");
        }
    }

    private static FileChannel opened(Path file, CompletableFuture<Boolean> inTime, Duration patience)
            throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            lock(channel, file, inTime, patience);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(FileChannel channel, Path file, CompletableFuture<Boolean> inTime, Duration patience)
            throws IOException {
        CompletableFuture<Void> unused = inTime.thenAccept(in -> {
            if (!in) {
                closes(channel);
            }
        });
        try {
            channel.lock();
        } catch (ClosedChannelException e) {
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
