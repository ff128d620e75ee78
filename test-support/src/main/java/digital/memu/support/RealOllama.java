package digital.memu.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real Ollama with a real, small model, in a process of its own on a free loopback port.
 *
 * <p>Servers given the same folder share its models.
 */
public final class RealOllama implements AutoCloseable {

    private static final String MISSING =
            "Real Ollama missing: run .ci/install-real-parts (needs Go, a C++ compiler and"
                    + " Python) to test against it.";

    private final Path home;
    private final int port;
    private final LoggedProcess process;

    private RealOllama(Path home, int port, LoggedProcess process) {
        this.home = home;
        this.port = port;
        this.process = process;
    }

    /** Skips the test where it is missing; fails where CI promises it. */
    public static void require() {
        RealParts.require(installed(), MISSING);
    }

    /** Whether it is there, for a test that a simulator can serve too; fails where CI promises it. */
    public static boolean isThere() {
        return RealParts.has(installed(), MISSING);
    }

    private static boolean installed() {
        return Files.isExecutable(binary()) && Files.exists(weights());
    }

    /** Starts one; returns when it listens. */
    public static RealOllama start(Path home) throws IOException, InterruptedException {
        int port = LoggedProcess.freePort();
        LoggedProcess process =
                LoggedProcess.start(command(home, port, "serve"), "Listening on", Duration.ofMinutes(2));
        return new RealOllama(home, port, process);
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Makes the small model known under this name; {@code rest} is further Modelfile text. */
    public void create(String name, String rest) throws IOException, InterruptedException {
        Path modelfile = Files.writeString(home.resolve(name + ".Modelfile"), "FROM " + weights() + "\n" + rest);
        Process create = command(home, port, "create", name, "-f", modelfile.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!create.waitFor(2, TimeUnit.MINUTES) || create.exitValue() != 0) {
            throw new AssertionError("ollama create failed");
        }
    }

    /** Stops the server where it is: it keeps its connections and says nothing; its runner may go on thinking. */
    public void freeze() throws IOException, InterruptedException {
        Signals.send("STOP", process.pid());
    }

    /** Lets it go on. */
    public void wake() throws IOException, InterruptedException {
        Signals.send("CONT", process.pid());
    }

    /** Ends the server at once, as a power cut would. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        kill();
    }

    private static ProcessBuilder command(Path home, int port, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(binary().toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment()
                .putAll(Map.of(
                        "HOME", home.toString(),
                        "OLLAMA_HOST", "127.0.0.1:" + port,
                        "OLLAMA_MODELS", home.resolve("models").toString()));
        return builder;
    }

    private static Path binary() {
        return RealParts.folder("ollama-0.9.6").resolve("bin/ollama");
    }

    /** The small model's file. */
    public static Path weights() {
        return RealParts.folder("smollm2").resolve("SmolLM2-135M-Instruct.Q4_1.gguf");
    }
}
