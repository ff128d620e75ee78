package digital.memu.inference.ollama;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Ollama with a real, small model, in a process of its own on a free loopback port.
 *
 * <p>Servers given the same folder share its models.
 */
final class RealOllama implements AutoCloseable {

    private static final String MISSING =
            "Real Ollama missing: run .ci/install-real-parts (needs Go, a C++ compiler and"
                    + " Python) to test against it.";

    private final Path home;
    private final int port;
    private final Process process;

    private RealOllama(Path home, int port, Process process) {
        this.home = home;
        this.port = port;
        this.process = process;
    }

    /** Skips the test, saying how to get the parts, where they are missing; fails where CI promises them. */
    static void require() {
        if (Files.isExecutable(binary()) && Files.exists(weights())) {
            return;
        }
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            throw new AssertionError(MISSING);
        }
        System.out.println(MISSING);
        Assumptions.abort(MISSING);
    }

    static RealOllama start(Path home) throws IOException, InterruptedException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(binary().toString(), "serve").redirectErrorStream(true);
        builder.environment().putAll(environment(home, port));
        Process process = builder.start();
        CountDownLatch listening = new CountDownLatch(1);
        Thread log = new Thread(() -> drain(process, listening), "real-ollama-log");
        log.setDaemon(true);
        log.start();
        RealOllama server = new RealOllama(home, port, process);
        if (!listening.await(60, TimeUnit.SECONDS)) {
            server.close();
            throw new AssertionError("The real Ollama did not listen within 60 s");
        }
        return server;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Makes the small model known under this name; {@code rest} is further Modelfile text. */
    void create(String name, String rest) throws IOException, InterruptedException {
        Path modelfile = Files.writeString(home.resolve(name + ".Modelfile"), "FROM " + weights() + "\n" + rest);
        ProcessBuilder builder = new ProcessBuilder(binary().toString(), "create", name, "-f", modelfile.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment(home, port));
        Process create = builder.start();
        if (!create.waitFor(2, TimeUnit.MINUTES) || create.exitValue() != 0) {
            throw new AssertionError("ollama create failed");
        }
    }

    /** Stops the server and all it started where they are; they keep their connections and say nothing. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void wake() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Ends the server at once, as a power cut would, and the runners it would leave behind. */
    void kill() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    private void signal(String name) throws IOException, InterruptedException {
        // The server alone: it is the one that answers; its runner may go on thinking.
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    private static Map<String, String> environment(Path home, int port) {
        return Map.of(
                "HOME", home.toString(),
                "OLLAMA_HOST", "127.0.0.1:" + port,
                "OLLAMA_MODELS", home.resolve("models").toString());
    }

    private static void drain(Process process, CountDownLatch listening) {
        try (BufferedReader log = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                if (line.contains("Listening on")) {
                    listening.countDown();
                }
            }
        } catch (IOException e) {
            // The process was ended while we read: that is how these tests end.
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Path binary() {
        return cache().resolve("ollama-0.9.6/bin/ollama");
    }

    /** The small model's file. */
    static Path weights() {
        return cache().resolve("smollm2/SmolLM2-135M-Instruct.Q4_1.gguf");
    }

    private static Path cache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("memu-inference");
    }
}
