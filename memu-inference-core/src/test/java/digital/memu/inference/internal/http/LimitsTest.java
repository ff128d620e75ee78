package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.failure.InvalidResponseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However much a server sends, only so much is kept, and then it is hung up on. */
@Timeout(60)
class LimitsTest {

    private static final String PAGE = "x".repeat(1000);

    @Test
    void bodyUpToItsLimit() {
        try (StubServer server = StubServer.answering(StubServer.ok(PAGE));
                Transport transport = Calls.to(server)) {
            try (Exchange exchange = transport.open(Calls.version(), Calls.fresh())) {
                exchange.start();
                assertThat(exchange.body(1000)).hasSize(1000);
                assertThat(exchange.body(1000)).as("read once").isEmpty();
            }
            Exchange exchange = transport.open(Calls.version(), Calls.fresh());
            exchange.start();
            assertThatThrownBy(() -> exchange.body(999))
                    .isInstanceOf(InvalidResponseException.class)
                    .hasMessageContaining("http://127.0.0.1:" + server.port() + "/api/version")
                    .hasMessageContaining("longer than 999 bytes");
            server.awaitAllClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endlessBody(boolean lines) {
        StubServer.Script script = connection -> {
            connection.sendChunkedHead();
            while (true) {
                connection.chunk(PAGE);
            }
        };
        try (StubServer server = new StubServer(script);
                Transport transport = new Transport(List.of(server.address()), Map.of(), new BodyLimits(1 << 20, 100));
                Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
            exchange.start();
            assertThatThrownBy(() -> {
                        if (lines) {
                            exchange.lines().next();
                        } else {
                            exchange.body(1 << 20);
                        }
                    })
                    .isInstanceOf(InvalidResponseException.class)
                    .hasMessageContaining("longer than 1048576 bytes");
            server.awaitAllClosed();
        }
    }

    @Test
    void endlessErrorText() {
        StubServer.Script script = connection -> {
            connection.send("HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                connection.chunk(PAGE);
            }
        };
        try (StubServer server = new StubServer(script);
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
            exchange.start();
            assertThat(exchange.errorText()).hasSize(64 * 1024);
            server.awaitAllClosed();
        }
    }

    @Test
    void lineWithinItsLimit() {
        String line = "{\"image\":\"" + "A".repeat(3 << 20) + "\",\"done\":true}";
        try (StubServer server = new StubServer(connection -> {
                    connection.sendChunkedHead();
                    connection.chunk(line + "\n");
                    connection.endOfChunks();
                });
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
            exchange.start();
            assertThat(Calls.lines(exchange)).containsExactly(line);
        }
    }

    @Test
    void limitsAreAboveZero() {
        assertThatThrownBy(() -> new BodyLimits(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BodyLimits(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
