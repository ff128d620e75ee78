package digital.memu.inference.internal.http;

import static digital.memu.inference.internal.http.StubServer.asChunk;
import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.backend.CallContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No exchange runs on a connection that carried another. */
class FreshConnectionTest {

    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String LINES = "{\"message\":{\"content\":\"a\"},\"done\":false}\n"
            + "{\"message\":{\"content\":\"b\"},\"done\":true,\"done_reason\":\"stop\"}\n";

    @Test
    void lengthGiven() {
        every(StubServer.answering(StubServer.ok("{\"version\":\"1\"}")), Calls.version(), 200);
    }

    @Test
    void lastLineAndEndOfChunksInOneSegment() {
        every(StubServer.answering(CHUNKED + asChunk(LINES) + "0\r\n\r\n"), Calls.chat(), 200);
    }

    private static void every(StubServer server, ExchangeRequest request, int count) {
        try (server;
                Transport transport = Calls.to(server)) {
            for (int i = 0; i < count; i++) {
                try (Exchange exchange = transport.open(request, Calls.fresh())) {
                    assertThat(exchange.start()).isEqualTo(200);
                    assertThat(exchange.body(1000)).isNotEmpty();
                }
            }
            assertThat(server.requests()).hasSize(count);
            assertThat(server.used()).isEqualTo(count);
            server.awaitAllClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dialsUnlessSeenAMomentAgo(boolean fresh) {
        try (StubServer server = StubServer.answering(CHUNKED + asChunk(LINES) + "0\r\n\r\n");
                Transport transport = Calls.to(server)) {
            chat(transport, Calls.fresh());
            assertThat(server.accepted())
                    .as("the first exchange is always dialled")
                    .isEqualTo(2);
            chat(transport, fresh ? Calls.fresh() : Calls.dialled());
            assertThat(server.requests()).hasSize(2);
            assertThat(server.accepted()).isEqualTo(fresh ? 3 : 4);
        }
    }

    private static void chat(Transport transport, CallContext context) {
        try (Exchange exchange = transport.open(Calls.chat(), context)) {
            exchange.start();
            assertThat(Calls.lines(exchange)).hasSize(2);
        }
    }
}
