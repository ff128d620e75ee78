package digital.memu.inference.example.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A second machine on this one: a network namespace at the end of a virtual cable, with a simulated Ollama in a process of its
 * own, whose packets can be made to vanish.
 *
 * <p>Linux only, as root, with {@code ip} and {@code nft}. Close it: cable, namespace and process are removed.
 */
final class SecondHost implements AutoCloseable {

    static final String MISSING =
            "No second host: that needs Linux, root, and the packages iproute2 and nftables (run .ci/install-real-parts).";

    private static final String NAMESPACE = "memu-inference";
    private static final String HERE = "memu-inf0";
    private static final String THERE = "memu-inf1";
    private static final String ADDRESS = "192.168.77.2";
    private static final int PORT = 11434;

    private final Process server;

    private SecondHost(Process server) {
        this.server = server;
    }

    /** Whether this machine can have one. */
    static boolean possible() {
        return "root".equals(System.getProperty("user.name"))
                && Files.isDirectory(Path.of("/proc/self/ns"))
                && tool("ip")
                && tool("nft");
    }

    private static boolean tool(String name) {
        return List.of("/usr/sbin", "/sbin", "/usr/bin").stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /** Starts it, listening, with its model loaded. */
    static SecondHost start() throws IOException, InterruptedException {
        remove();
        try {
            run("ip", "netns", "add", NAMESPACE);
            run("ip", "link", "add", HERE, "type", "veth", "peer", "name", THERE);
            run("ip", "link", "set", THERE, "netns", NAMESPACE);
            run("ip", "addr", "add", "192.168.77.1/24", "dev", HERE);
            run("ip", "link", "set", HERE, "up");
            inside("ip", "addr", "add", ADDRESS + "/24", "dev", THERE);
            inside("ip", "link", "set", "lo", "up");
            inside("ip", "link", "set", THERE, "up");
            return new SecondHost(serve());
        } catch (IOException | InterruptedException | RuntimeException e) {
            remove();
            throw e;
        }
    }

    private static Process serve() throws IOException {
        Process process = new ProcessBuilder(command(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("benchmarks.classpath", System.getProperty("java.class.path")),
                        GamingPc.class.getName(),
                        ADDRESS,
                        String.valueOf(PORT))))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (!GamingPc.READY.equals(line)) {
            process.destroyForcibly();
            throw new IOException("the server on the second host did not start: " + line);
        }
        return process;
    }

    String url() {
        return "http://" + ADDRESS + ":" + PORT;
    }

    /** Switched off, on the same cable: nobody answers to its address any more. */
    void linkDown() throws IOException, InterruptedException {
        inside("ip", "link", "set", THERE, "down");
    }

    /** Asleep behind a switch or a tunnel: packets vanish. They are counted. */
    void dropPackets() throws IOException, InterruptedException {
        inside(
                "nft",
                "add table inet f; add chain inet f i { type filter hook input priority 0; policy drop; };"
                        + " add rule inet f i tcp dport " + PORT + " counter drop");
    }

    /** Packets to its server since {@link #dropPackets}. */
    int dropped() throws IOException, InterruptedException {
        String rules = inside("nft", "list", "chain", "inet", "f", "i");
        String after = rules.substring(rules.indexOf("packets ") + "packets ".length());
        return Integer.parseInt(after.substring(0, after.indexOf(' ')));
    }

    /** On and awake again; returns when it can be reached, which takes a moment after its cable was pulled. */
    void restore() throws IOException, InterruptedException {
        inside("nft", "flush", "ruleset");
        inside("ip", "link", "set", THERE, "up");
        IOException last = null;
        for (int attempt = 0; attempt < 20; attempt++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(ADDRESS, PORT), 1_000);
                return;
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException("the second host does not come back", last);
    }

    private static String inside(String... command) throws IOException, InterruptedException {
        return run(command(List.of(command)).toArray(String[]::new));
    }

    private static List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", NAMESPACE));
        whole.addAll(command);
        return whole;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + out.strip());
        }
        return out;
    }

    private static void remove() throws InterruptedException {
        for (String[] command : new String[][] {{"ip", "netns", "del", NAMESPACE}, {"ip", "link", "del", HERE}}) {
            try {
                run(command);
            } catch (IOException e) {
                System.getLogger(SecondHost.class.getName()).log(System.Logger.Level.DEBUG, e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        try {
            if (!server.destroyForcibly().waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the server on the second host does not end");
            }
            remove();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
