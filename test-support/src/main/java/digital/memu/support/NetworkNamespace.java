package digital.memu.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A second machine on this one: a network namespace at the end of a virtual cable, whose packets can be made to vanish.
 *
 * <p>Linux only, as root, with {@code ip} and {@code nft}. Close it: cable, namespace and the program in it are removed.
 */
public final class NetworkNamespace implements AutoCloseable {

    /** How to get one. */
    public static final String MISSING =
            "No second host: that needs Linux, root, and the packages iproute2 and nftables (run .ci/install-real-parts).";

    private final String name;
    private final String here;
    private final String there;
    private final String address;
    private @Nullable LoggedProcess program;

    private NetworkNamespace(String name, String network) {
        this.name = "memu-" + name;
        this.here = this.name + "0";
        this.there = this.name + "1";
        this.address = network + ".2";
    }

    /** Skips the test where this machine cannot have one; fails where CI promises it. */
    public static void require() {
        RealParts.require(possible(), MISSING);
    }

    /** Whether this machine can have one. */
    public static boolean possible() {
        return "root".equals(System.getProperty("user.name"))
                && Files.isDirectory(Path.of("/proc/self/ns"))
                && tool("ip")
                && tool("nft");
    }

    private static boolean tool(String name) {
        return List.of("/usr/sbin", "/sbin", "/usr/bin").stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /**
     * Starts one.
     *
     * @param name for the namespace and its cable: up to nine letters, and nobody else's on this machine
     * @param network its first three numbers, such as {@code 192.168.77}; this machine is 1 there, and the other 2
     */
    public static NetworkNamespace start(String name, String network) throws IOException, InterruptedException {
        NetworkNamespace host = new NetworkNamespace(name, network);
        host.remove();
        try {
            run("ip", "netns", "add", host.name);
            run("ip", "link", "add", host.here, "type", "veth", "peer", "name", host.there);
            run("ip", "link", "set", host.there, "netns", host.name);
            run("ip", "addr", "add", network + ".1/24", "dev", host.here);
            run("ip", "link", "set", host.here, "up");
            host.inside("ip", "addr", "add", host.address + "/24", "dev", host.there);
            host.inside("ip", "link", "set", "lo", "up");
            host.inside("ip", "link", "set", host.there, "up");
            return host;
        } catch (IOException | InterruptedException | RuntimeException e) {
            host.remove();
            throw e;
        }
    }

    /** The other machine's address. */
    public String address() {
        return address;
    }

    /** Runs Java there with these arguments; returns when the program has printed that it is ready. */
    public void serve(String ready, String... arguments) throws IOException, InterruptedException {
        List<String> java = new ArrayList<>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command(java.toArray(String[]::new))).redirectError(ProcessBuilder.Redirect.INHERIT);
        program = LoggedProcess.start(builder, ready, Duration.ofMinutes(2));
    }

    /** Tells that program a line, and returns when it says once more that it is ready. */
    public void tell(String line) throws IOException, InterruptedException {
        Objects.requireNonNull(program, "no program").tell(line);
    }

    /** Asleep behind a switch or a tunnel: packets to it vanish; those that the rule of nftables meets are counted. */
    public void dropPackets(String counted) throws IOException, InterruptedException {
        inside(
                "nft",
                "add table inet f; add chain inet f i { type filter hook input priority 0; policy drop; };"
                        + " add rule inet f i " + counted + " counter drop");
    }

    /** Packets that were counted since {@link #dropPackets}. */
    public int dropped() throws IOException, InterruptedException {
        String rules = inside("nft", "list", "chain", "inet", "f", "i");
        String after = rules.substring(rules.indexOf("packets ") + "packets ".length());
        return Integer.parseInt(after.substring(0, after.indexOf(' ')));
    }

    /** Switched off, on the same cable: nobody answers to its address any more. */
    public void linkDown() throws IOException, InterruptedException {
        inside("ip", "link", "set", there, "down");
    }

    /** On and awake again; after its cable was pulled it takes a moment until it can be reached. */
    public void restore() throws IOException, InterruptedException {
        inside("nft", "flush", "ruleset");
        inside("ip", "link", "set", there, "up");
    }

    private String inside(String... command) throws IOException, InterruptedException {
        return run(command(command));
    }

    private String[] command(String... command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", name));
        whole.addAll(List.of(command));
        return whole.toArray(String[]::new);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + out.strip());
        }
        return out;
    }

    private void remove() throws InterruptedException {
        for (String[] command : new String[][] {{"ip", "netns", "del", name}, {"ip", "link", "del", here}}) {
            try {
                run(command);
            } catch (IOException e) {
                System.getLogger(NetworkNamespace.class.getName()).log(System.Logger.Level.DEBUG, e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        if (program != null) {
            program.kill();
        }
        try {
            remove();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
