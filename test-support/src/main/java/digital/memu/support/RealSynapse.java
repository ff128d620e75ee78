package digital.memu.support;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Matrix homeserver, in a process of its own on a free loopback port, on which anybody may have an account. */
public final class RealSynapse implements AutoCloseable {

    private static final String MISSING =
            "Real Synapse missing: run .ci/install-real-parts (needs Python) to test against it.";
    private static final String OPEN_AND_FAST = """

            push: {enabled: false}
            presence: {enabled: false}
            enable_registration: true
            enable_registration_without_verification: true
            rc_message: {per_second: 10000, burst_count: 10000}
            rc_registration: {per_second: 10000, burst_count: 10000}
            rc_joins: {local: {per_second: 10000, burst_count: 10000}}
            rc_joins_per_room: {per_second: 10000, burst_count: 10000}
            rc_room_creation: {per_second: 10000, burst_count: 10000}
            rc_invites:
              per_room: {per_second: 10000, burst_count: 10000}
              per_user: {per_second: 10000, burst_count: 10000}
              per_issuer: {per_second: 10000, burst_count: 10000}
            """;

    private final Path home;
    private final int port;
    private LoggedProcess process;

    private RealSynapse(Path home, int port) throws IOException, InterruptedException {
        this.home = home;
        this.port = port;
        this.process = run(home);
    }

    /** Starts one that keeps what it knows in this folder. Skips the test where it is missing; fails where CI promises it. */
    public static RealSynapse start(Path home) throws IOException, InterruptedException {
        RealParts.require(Files.exists(environment().resolve("whole")), MISSING);
        Path config = config(home);
        Process setUp = synapse(
                        home, "--generate-config", "-H", "localhost", "-c", config.toString(), "--report-stats=no")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!setUp.waitFor(2, TimeUnit.MINUTES) || setUp.exitValue() != 0) {
            throw new AssertionError("Synapse did not write its configuration");
        }
        int port = LoggedProcess.freePort();
        // Without a configuration of its own the log goes to the process's output, where it tells when it listens.
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("port: 8008", "port: " + port)
                        .replaceAll("(?m)^log_config:.*$", "")
                        .replaceAll("(?m)^ *- ::1\\R", ""));
        Files.writeString(config, OPEN_AND_FAST, StandardOpenOption.APPEND);
        return new RealSynapse(home, port);
    }

    private static LoggedProcess run(Path home) throws IOException, InterruptedException {
        return LoggedProcess.start(
                synapse(home, "-c", config(home).toString()), "now listening on TCP port", Duration.ofMinutes(2));
    }

    /** Where it listens. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ends it at once, as a power cut would. */
    public void stop() {
        process.kill();
    }

    /** Runs again with what it had stored. */
    public void startAgain() throws IOException, InterruptedException {
        process = run(home);
    }

    @Override
    public void close() {
        stop();
    }

    private static ProcessBuilder synapse(Path home, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(
                        environment().resolve("bin/python").toString(), "-m", "synapse.app.homeserver")
                .directory(home.toFile())
                .redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        return builder;
    }

    private static Path config(Path home) {
        return home.resolve("hs.yaml");
    }

    private static Path environment() {
        return RealParts.folder("synapse-1.163.2");
    }
}
