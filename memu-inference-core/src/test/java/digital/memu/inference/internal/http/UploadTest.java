package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {

    private final Call call = new Call(Calls.fresh(), "http://host:1");

    @ParameterizedTest
    @ValueSource(ints = {1, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 8 << 20})
    void wholeBodyInSmallPiecesAsOftenAsAsked(int size) {
        byte[] body = new byte[size];
        new Random(size).nextBytes(body);
        Upload upload = new Upload(RequestBody.json(body), new Phases(call));
        assertThat(upload.contentLength()).isEqualTo(size);
        for (int i = 0; i < 2; i++) {
            Sink sink = new Sink(true);
            upload.subscribe(sink);
            assertThat(sink.bytes.toByteArray()).isEqualTo(body);
            assertThat(sink.completed).isEqualTo(1);
            assertThat(sink.largest).isLessThanOrEqualTo(64 * 1024);
            sink.subscription.request(1);
            assertThat(sink.completed).isEqualTo(1);
        }
    }

    @Test
    void nothingIsSentUnasked() {
        Sink sink = new Sink(false);
        new Upload(RequestBody.json(new byte[100_000]), new Phases(call)).subscribe(sink);
        assertThat(sink.bytes.size()).isZero();
        sink.subscription.request(2);
        assertThat(sink.bytes.size()).isEqualTo(32 * 1024);
        sink.subscription.cancel();
        sink.subscription.request(100);
        assertThat(sink.bytes.size()).isEqualTo(32 * 1024);
        assertThat(sink.completed).isZero();
    }

    @Test
    void largeUploadArrivesWhole() {
        byte[] body = new byte[20 << 20];
        new Random(1).nextBytes(body);
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport = Calls.to(server);
                Exchange exchange =
                        transport.open(ExchangeRequest.post("/predict", body, BodyEnd.json()), Calls.fresh())) {
            assertThat(exchange.start()).isEqualTo(200);
            assertThat(server.requests().get(0).body()).isEqualTo(body);
        }
    }

    /** A server that refuses while the body is still on its way is heard. */
    @Test
    void refusalDuringTheUpload() {
        StubServer.Script script = connection -> {
            connection.send("HTTP/1.1 413 Too Large\r\nContent-Length: 9\r\n\r\ntoo large");
            connection.hold();
        };
        try (StubServer server = new StubServer(script);
                Transport transport = new Transport(
                        java.util.List.of(server.address()), java.util.Map.of("X-Stub-Do-Not-Read", "1"));
                Exchange exchange = transport.open(
                        ExchangeRequest.post("/predict", new byte[64 << 20], BodyEnd.json()), Calls.fresh())) {
            assertThat(exchange.start()).isEqualTo(413);
            assertThat(exchange.errorText()).isEqualTo("too large");
        }
    }

    private static final class Sink implements Flow.Subscriber<ByteBuffer> {
        private final boolean greedy;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Flow.Subscription subscription;
        private int completed;
        private int largest;

        Sink(boolean greedy) {
            this.greedy = greedy;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            if (greedy) {
                given.request(1);
            }
        }

        @Override
        public void onNext(ByteBuffer piece) {
            largest = Math.max(largest, piece.remaining());
            byte[] copy = new byte[piece.remaining()];
            piece.get(copy);
            bytes.writeBytes(copy);
            if (greedy) {
                subscription.request(1); // from within, as the client does
            }
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onComplete() {
            completed++;
        }
    }
}
