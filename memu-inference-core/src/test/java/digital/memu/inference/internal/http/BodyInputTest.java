package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InvalidResponseException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** A body as a stream: the same bytes, the same limit, the same failures. */
class BodyInputTest {

    @Test
    void theBytesOfTheBody() throws IOException {
        String body = "{\"text\":\"" + "x".repeat(200_000) + "\"}";
        try (StubServer server = StubServer.answering(StubServer.ok(body));
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.version(), Calls.fresh())) {
            exchange.start();
            InputStream in = exchange.stream(1_000_000);

            assertThat(in.read()).isEqualTo('{');
            assertThat("{" + Calls.text(in.readAllBytes())).isEqualTo(body);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[10])).isEqualTo(-1);
        }
    }

    /** As a parser does that has seen the last bracket. */
    @Test
    void whoStopsAtTheLastByteLeavesNothingBehind() throws IOException {
        try (StubServer server = StubServer.answering(StubServer.ok("[1,2]"));
                Transport transport = Calls.to(server)) {
            Exchange exchange = transport.open(Calls.version(), Calls.fresh());
            exchange.start();

            assertThat(exchange.stream(100).readNBytes(5)).hasSize(5);

            assertThat(transport.running()).isZero();
        }
    }

    @Test
    void noMoreThanTheLimit() {
        try (StubServer server = StubServer.answering(StubServer.ok("x".repeat(50_000)));
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.version(), Calls.fresh())) {
            exchange.start();

            assertThatThrownBy(() -> exchange.stream(49_999).readAllBytes())
                    .isInstanceOf(InvalidResponseException.class)
                    .hasMessageContaining("longer than 49999 bytes");
        }
    }

    @Test
    void aBodyThatBreaksOff() {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";
        try (StubServer server = new StubServer(connection -> {
                    connection.send(head + "abc");
                    connection.finish();
                });
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(Calls.version(), Calls.fresh())) {
            exchange.start();

            assertThatThrownBy(() -> exchange.stream(1000).readAllBytes()).isInstanceOf(ConnectionException.class);
        }
    }
}
