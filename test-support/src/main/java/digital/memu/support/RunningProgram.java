package digital.memu.support;

import digital.memu.support.JavaProgram.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A program on its way. */
public final class RunningProgram {

    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final CompletableFuture<String> out;
    private final CompletableFuture<String> err;
    private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();

    RunningProgram(Process process) {
        this.process = process;
        this.out = CompletableFuture.supplyAsync(() -> all(process.getInputStream()), RunningProgram::inBackground);
        this.err = CompletableFuture.supplyAsync(this::readNotes, RunningProgram::inBackground);
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "reads output");
        thread.setDaemon(true);
        thread.start();
    }

    private static String all(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String readNotes() {
        StringBuilder all = new StringBuilder();
        StringBuilder line = new StringBuilder();
        try (BufferedReader signs = process.errorReader(StandardCharsets.UTF_8)) {
            for (int sign = signs.read(); sign >= 0; sign = signs.read()) {
                all.append((char) sign);
                line.append((char) sign);
                if (sign == '\n') {
                    notes.add(line.toString());
                    line.setLength(0);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    /** Waits until it says something that has these words. */
    public void awaitNote(String words) {
        try {
            @Nullable String note = next();
            while (note != null && !note.contains(words)) {
                note = next();
            }
            if (note == null) {
                throw new AssertionError("The program did not say '" + words + "'");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable String next() throws InterruptedException {
        return notes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** As Ctrl-C does. */
    public void interrupt() {
        try {
            Signals.send("INT", process.pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As kill -9 does, and as a power cut does to it. */
    public void kill() {
        Signals.kill(process);
    }

    /** Waits for its end. */
    public Ended result() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError("The program did not end within " + PATIENCE_SECONDS + " s: " + notes);
            }
            return new Ended(
                    process.exitValue(),
                    out.get(PATIENCE_SECONDS, TimeUnit.SECONDS),
                    err.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
