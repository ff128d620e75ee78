package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.failure.DestinationForbiddenException;
import digital.memu.inference.route.HostAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The address that was checked is the one that is dialled, whatever the name stands for a moment later. */
class RebindingTest {

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "8.8.8.8", "127.0.0.2", "::1", "unknown"})
    void aNameThatMovesAfterTheCheckMovesNothing(String later) {
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport =
                        Calls.to(answers("127.0.0.1", later), HostAddress.parse("http://localhost:" + server.port()));
                Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
            assertThat(exchange.start()).isEqualTo(200);
            assertThat(host(server.requests().get(0))).isEqualTo("127.0.0.1:" + server.port());
        }
    }

    /** Servers that are told apart by their names want to hear them. */
    @Test
    void aNameThatStaysGoesByItsName() throws IOException {
        ServerSocket first = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
        try (StubServer server = new StubServer(connection -> connection.send(StubServer.ok("{}")), first);
                Transport transport = Calls.to(HostAddress.parse("http://localhost:" + server.port()))) {
            // What the JVM remembers of a name it may forget within the first exchange, but not within the next one
            // too.
            for (int i = 0; i < 2; i++) {
                try (Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
                    assertThat(exchange.start()).isEqualTo(200);
                }
            }
            assertThat(server.requests().stream().map(RebindingTest::host)).contains("localhost:" + server.port());
        }
    }

    @Test
    void aNameThatHasMovedIsCheckedAnew() {
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport = Calls.to(
                        answers("127.0.0.1", "127.0.0.1", "169.254.169.254"),
                        HostAddress.parse("http://localhost:" + server.port()))) {
            try (Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
                exchange.start();
            }
            assertThatThrownBy(() -> transport.open(Calls.chat(), Calls.fresh()).start())
                    .isInstanceOf(DestinationForbiddenException.class)
                    .hasMessageContaining("169.254.169.254");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1 169.254.169.254",
                "169.254.169.254 127.0.0.1",
                "127.0.0.1 ::1 127.0.0.2 fe80::1",
                "127.0.0.1 64:ff9b::a9fe:a9fe",
                "::1 fd00:ec2::254",
                "127.0.0.1 0.0.0.0",
                "127.0.0.1 224.0.0.1 10.0.0.1"
            })
    void oneForbiddenAddressForbidsTheName(String addresses) {
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport =
                        Calls.to(host -> all(addresses), HostAddress.parse("http://localhost:" + server.port()))) {
            assertThatThrownBy(() -> transport.open(Calls.chat(), Calls.fresh()).start())
                    .isInstanceOf(DestinationForbiddenException.class)
                    .hasMessageContaining("localhost:" + server.port())
                    .hasMessageContaining("Nothing was sent");
            assertThat(server.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254",
                "http://[::ffff:169.254.169.254]:80",
                "http://[64:ff9b::a9fe:a9fe]",
                "http://[fe80::1%1]",
                "http://[ff02::1]",
                "https://[fd00:ec2::254]",
                "http://metadata.google.internal",
                "http://11434"
            })
    void aForbiddenAddressIsNeitherLookedUpNorDialled(String address) {
        HostResolver java = host -> {
            assertThat(host).as("read as a number by Java itself").isEqualTo("11434");
            return InetAddress.getAllByName(host);
        };
        try (Transport transport = Calls.to(java, HostAddress.parse(address))) {
            assertThatThrownBy(() -> transport.dial(Calls.fresh())).isInstanceOf(DestinationForbiddenException.class);
            assertThatThrownBy(
                            () -> transport.open(Calls.version(), Calls.fresh()).start())
                    .isInstanceOf(DestinationForbiddenException.class);
        }
    }

    /** In a JVM that remembers no look-up, with a file of names that changes between any two of them. */
    @Test
    void aRealNameThatMovesAllTheTimeMovesNothing(@TempDir Path folder) throws Exception {
        Path hosts = folder.resolve("hosts");
        Process story = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djdk.net.hosts.file=" + hosts,
                        "-Dsun.net.inetaddr.ttl=0",
                        "-cp",
                        RebindingStory.classPath(),
                        RebindingStory.class.getName(),
                        hosts.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        try {
            assertThat(story.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            story.destroyForcibly();
        }
        assertThat(Files.readAllLines(folder.resolve("out")))
                .containsExactly("checked address: 5 requests", "other address: 0 connections");
    }

    private static String host(StubServer.Request request) {
        return request.head()
                .lines()
                .filter(line -> line.startsWith("Host: "))
                .findFirst()
                .orElseThrow()
                .substring("Host: ".length());
    }

    /** A resolver that answers this, then that, and goes on with the last. */
    private static HostResolver answers(String... addresses) {
        Deque<String> left = new ConcurrentLinkedDeque<>(List.of(addresses));
        return host -> all(left.size() == 1 ? left.getFirst() : left.removeFirst());
    }

    private static InetAddress[] all(String addresses) throws UnknownHostException {
        if (addresses.equals("unknown")) {
            throw new UnknownHostException("moved away");
        }
        return Arrays.stream(addresses.split(" ", -1))
                .map(RebindingTest::literal)
                .toArray(InetAddress[]::new);
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
