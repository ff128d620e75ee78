package digital.memu.inference.example.bot;

import digital.memu.support.JavaProgram;
import digital.memu.support.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The bot in a process of its own, with an environment of its own: from the jar that {@code -Dbot.jar} names, or from the
 * classes of this test.
 */
public final class BotProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path out;
    private final Path err;

    private BotProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it with this on its standard input. */
    public static BotProcess start(Path folder, Map<String, String> settings, String input) {
        try {
            Path out = Files.createTempFile(folder, "out", "");
            Path err = Files.createTempFile(folder, "err", "");
            Path in = Files.writeString(Files.createTempFile(folder, "in", ""), input);
            List<String> command = new ArrayList<>(JavaProgram.command(Main.class, "bot.jar"));
            // As for its users, and not as for its tests.
            command.add(1, "-Dlogback.configurationFile=logback.xml");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            Map<String, String> environment = new TreeMap<>(Map.of(
                    "PATH", System.getenv("PATH"),
                    "LC_ALL", "C.UTF-8",
                    "BOT_TIME_ZONE", "Europe/Berlin",
                    "BOT_DATA", folder.resolve("bot").toString(),
                    "OLLAMA_MODEL", "llama3.2",
                    "AI_CONNECT_TIMEOUT", "20s"));
            environment.putAll(settings);
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new BotProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end; the exit code. */
    public int code() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("It did not end within " + PATIENCE_SECONDS + " s: " + out() + err());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** As a service manager ends it. */
    public void terminate() {
        process.destroy();
    }

    /** As a power cut ends it. */
    public void kill() {
        Signals.kill(process);
    }

    /** What it has printed. */
    public String out() {
        return read(out);
    }

    /** What it has logged. */
    public String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
