package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.route.HostAddress;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same promises over TLS, with a certificate for {@code localhost} that is trusted for the time of a test. */
@Timeout(60)
class TlsTest {

    private static final char[] PASSWORD = "for this test only".toCharArray();

    private static SSLContext trusting;

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) throws Exception {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "stub",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(keys);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(own.getKeyManagers(), others.getTrustManagers(), null);
    }

    @Test
    void everyExchangeHasItsOwnConnection() throws Exception {
        StubServer.Script script = connection -> {
            connection.sendChunkedHead();
            connection.chunk("{\"n\":1,\"done\":false}\n");
            connection.chunk("{\"n\":2,\"done\":true}\n");
            connection.endOfChunks();
        };
        SSLContext before = SSLContext.getDefault();
        SSLContext.setDefault(trusting);
        List<String> threads = Traces.threads();
        try (StubServer server = new StubServer(script, encrypted())) {
            try (Transport transport = Calls.to(HostAddress.parse("https://localhost:" + server.port()))) {
                for (int i = 0; i < 20; i++) {
                    try (Exchange exchange = transport.open(Calls.chat(), Calls.patient())) {
                        assertThat(exchange.start()).isEqualTo(200);
                        assertThat(Calls.lines(exchange)).hasSize(2);
                    }
                }
                assertThat(server.used()).isEqualTo(20);
                server.awaitAllClosed();
            }
            Caller.until("all threads to end", () -> Traces.threads().equals(threads));
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void cancelReachesTheServer() throws Exception {
        SSLContext before = SSLContext.getDefault();
        SSLContext.setDefault(trusting);
        try (StubServer server = new StubServer(StubServer.Connection::hold, encrypted());
                Transport transport = Calls.to(HostAddress.parse("https://localhost:" + server.port()))) {
            Exchange exchange = transport.open(Calls.chat(), Calls.patient());
            Caller<Object> caller = Caller.reading(exchange);
            server.awaitRequests(1);
            exchange.close();
            assertThat(caller.failure()).hasMessageContaining("closed");
            server.awaitAllClosed();
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void untrusted() throws Exception {
        try (StubServer server = new StubServer(StubServer.Connection::hold, encrypted());
                Transport transport = Calls.to(HostAddress.parse("https://localhost:" + server.port()))) {
            Caller<Object> caller = Caller.reading(transport.open(Calls.chat(), Calls.patient()));
            assertThat(caller.failure())
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ConnectionException.Kind.TLS));
            server.awaitAllClosed();
        }
    }

    private static ServerSocket encrypted() throws Exception {
        return trusting.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }
}
