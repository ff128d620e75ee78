package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.route.HostAddress;
import digital.memu.support.Certificate;
import java.nio.file.Path;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same promises over TLS, with a certificate for {@code localhost} that is trusted for the time of a test. */
@Timeout(60)
class TlsTest {

    private static Certificate certificate;

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) throws Exception {
        certificate = Certificate.make(directory);
    }

    @Test
    void everyExchangeHasItsOwnConnection() throws Exception {
        StubServer.Script script = connection -> {
            connection.sendChunkedHead();
            connection.chunk("{\"n\":1,\"done\":false}\n");
            connection.chunk("{\"n\":2,\"done\":true}\n");
            connection.endOfChunks();
        };
        SSLContext before = certificate.trust();
        Set<Thread> threads = Traces.threads();
        try (StubServer server = new StubServer(script, certificate.serverSocket())) {
            try (Transport transport = Calls.to(HostAddress.parse("https://localhost:" + server.port()))) {
                for (int i = 0; i < 20; i++) {
                    try (Exchange exchange = transport.open(Calls.chat(), Calls.dialled())) {
                        assertThat(exchange.start()).isEqualTo(200);
                        assertThat(Calls.lines(exchange)).hasSize(2);
                    }
                }
                assertThat(server.used()).isEqualTo(20);
                server.awaitAllClosed();
            }
            Caller.until("all threads to end", () -> Traces.since(threads).isEmpty());
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void cancelReachesTheServer() throws Exception {
        SSLContext before = certificate.trust();
        try (StubServer server = new StubServer(StubServer.Connection::hold, certificate.serverSocket());
                Transport transport = Calls.to(HostAddress.parse("https://localhost:" + server.port()))) {
            Exchange exchange = transport.open(Calls.chat(), Calls.dialled());
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
        try (StubServer server = new StubServer(StubServer.Connection::hold, certificate.serverSocket());
                Transport transport = Calls.to(HostAddress.parse("https://localhost:" + server.port()))) {
            Caller<Object> caller = Caller.reading(transport.open(Calls.chat(), Calls.dialled()));
            assertThat(caller.failure())
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ConnectionException.Kind.TLS));
            server.awaitAllClosed();
        }
    }
}
