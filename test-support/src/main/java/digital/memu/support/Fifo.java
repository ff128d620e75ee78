package digital.memu.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A file on a disk that takes its time: a named pipe, of which nothing comes before a test writes it. */
public final class Fifo implements AutoCloseable {

    private final Path path;
    private final CompletableFuture<OutputStream> writing = new CompletableFuture<>();

    private Fifo(Path path) {
        this.path = path;
    }

    /** One in place of that file. */
    public static Fifo at(Path path) throws IOException, InterruptedException {
        Files.deleteIfExists(path);
        if (new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor() != 0) {
            throw new IOException("no named pipe at " + path);
        }
        Fifo fifo = new Fifo(path);
        Thread opening = new Thread(fifo::open, "fifo");
        opening.setDaemon(true);
        opening.start();
        return fifo;
    }

    /** Waits, as the system does, until somebody reads. */
    private void open() {
        try {
            writing.complete(Files.newOutputStream(path));
        } catch (IOException e) {
            writing.completeExceptionally(e);
        }
    }

    /** What there is to be read next; returns when nearly all of it has been. */
    public void write(byte[] content) throws Exception {
        writing.get(60, TimeUnit.SECONDS).write(content);
    }

    /** There is nothing more. */
    public void end() throws Exception {
        writing.get(60, TimeUnit.SECONDS).close();
    }

    /** Frees whoever still waits. */
    @Override
    public void close() throws IOException {
        // Reader and writer at once, which alone waits for nobody.
        RandomAccessFile both = new RandomAccessFile(path.toFile(), "rw");
        writing.join().close();
        both.close();
    }
}
