package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.testing.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStreamIsSentWholeByWhoeverReadsItAndClosed(boolean patient) {
        byte[] body = new byte[3 << 20];
        new Random(2).nextBytes(body);
        Set<InputStream> open = ConcurrentHashMap.newKeySet();
        RequestBody stream = stream(patient, body.length, () -> tracked(body, open));
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport = Calls.to(server)) {
            for (int i = 0; i < 2; i++) {
                try (Exchange exchange =
                        transport.open(ExchangeRequest.post("/predict", stream, BodyEnd.json()), Calls.fresh())) {
                    assertThat(exchange.start()).isEqualTo(200);
                    assertThat(server.requests().get(i).body()).isEqualTo(body);
                }
            }
        }
        assertThat(open).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStreamThatFailsIsToldInItsOwnersWords(boolean patient) {
        Set<InputStream> open = ConcurrentHashMap.newKeySet();
        List<RequestBody.Opening> broken = List.of(
                () -> {
                    throw new IOException("cannot be opened");
                },
                () -> {
                    throw new IllegalStateException("cannot be opened");
                },
                () -> tracked(new byte[100_000], open),
                () -> new FilterInputStream(tracked(new byte[300_000], open)) {
                    @Override
                    public int read(byte[] target, int offset, int length) {
                        throw new IllegalStateException("cannot be read");
                    }
                });
        for (RequestBody.Opening opening : broken) {
            RequestBody stream = stream(patient, 300_000, opening);
            try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                    Transport transport = Calls.to(server);
                    Exchange exchange =
                            transport.open(ExchangeRequest.post("/predict", stream, BodyEnd.json()), Calls.fresh())) {
                assertThatExceptionOfType(UnprocessablePhotoException.class).isThrownBy(exchange::start);
            }
        }
        assertThat(open).isEmpty();
    }

    /** The server waits as long as we do: it is not the one that is silent. */
    @Test
    void aStreamThatNothingComesFromIsNotTheServersFault() throws Exception {
        ManualClock clock = new ManualClock();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        RequestBody stream = RequestBody.stream(
                "image/x",
                300_000,
                () -> new InputStream() {
                    @Override
                    public int read() throws IOException {
                        begun.countDown();
                        try {
                            closed.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        throw new IOException("closed");
                    }

                    @Override
                    public void close() {
                        closed.countDown();
                    }
                },
                e -> failure(e));
        Timeouts limits = Timeouts.defaults();
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport = Calls.to(server);
                Exchange exchange = transport.open(
                        ExchangeRequest.post("/predict", stream, BodyEnd.json()), Calls.context(clock, limits, true))) {
            CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() -> catchThrowable(exchange::start));
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(clock.awaitTimers(1, Duration.ofSeconds(30))).isTrue();
            clock.advance(limits.upload());

            assertThat(failure.get(30, TimeUnit.SECONDS)).isInstanceOf(UnprocessablePhotoException.class);
        }
        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /** As many are: nobody can close it before the read comes back, and the clocks of all other calls must go on. */
    @Test
    void aStreamThatCannotBeClosedWhileItIsReadHoldsNobodyUp() throws Exception {
        ManualClock clock = new ManualClock();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        RequestBody stuck = RequestBody.stream(
                "image/x",
                300_000,
                () -> new InputStream() {
                    @Override
                    public synchronized int read() throws IOException {
                        boolean interrupted = false;
                        begun.countDown();
                        while (goOn.getCount() > 0) {
                            try {
                                goOn.await();
                            } catch (InterruptedException e) {
                                interrupted = true;
                            }
                        }
                        if (interrupted) {
                            Thread.currentThread().interrupt();
                        }
                        throw new IOException("late");
                    }

                    @Override
                    public synchronized void close() {
                        closed.countDown();
                    }
                },
                e -> failure(e));
        Timeouts limits = Timeouts.defaults();
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport = Calls.to(server)) {
            CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() -> {
                try (Exchange exchange = transport.open(
                        ExchangeRequest.post("/predict", stuck, BodyEnd.json()), Calls.context(clock, limits, true))) {
                    return catchThrowable(exchange::start);
                }
            });
            try {
                assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
                CompletableFuture<Void> timers = CompletableFuture.runAsync(() -> clock.advance(limits.upload()));
                timers.get(30, TimeUnit.SECONDS);
                assertThat(failure.get(30, TimeUnit.SECONDS)).isInstanceOf(UnprocessablePhotoException.class);
            } finally {
                goOn.countDown();
            }
            assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static RequestBody stream(boolean patient, int length, RequestBody.Opening opening) {
        return patient
                ? RequestBody.stream("image/x", length, opening, e -> failure(e))
                : new HastyBody("image/x", length, opening, e -> failure(e));
    }

    private static UnprocessablePhotoException failure(IOException cause) {
        return UnprocessablePhotoException.unreadable("a.jpg", "it cannot be read", "", cause);
    }

    private static InputStream tracked(byte[] bytes, Set<InputStream> open) {
        InputStream stream = new ByteArrayInputStream(bytes) {
            @Override
            public void close() {
                open.remove(this);
                throw new IllegalStateException("cannot be closed");
            }
        };
        open.add(stream);
        return stream;
    }

    /** As when the connection breaks meanwhile, which is what the caller is to be told. */
    @Test
    void aStreamThatIsClosedBecauseNobodyWantsItIsNotCalledUnreadable() {
        Sink sink = new Sink(false);
        RequestBody stream = new HastyBody(
                "image/x",
                300_000,
                () -> new InputStream() {
                    @Override
                    public int read() throws IOException {
                        sink.subscription.cancel();
                        throw new IOException("closed");
                    }
                },
                e -> failure(e));
        new Upload(stream, new Phases(call)).subscribe(sink);

        sink.subscription.request(1); // an error would be thrown

        assertThat(sink.completed).isZero();
    }

    /** The client's own serves all requests to the server, and disks may take their time. */
    @Test
    void aFileIsReadByAThreadOfItsOwn(@TempDir Path folder) throws IOException {
        byte[] body = new byte[100_000];
        new Random(3).nextBytes(body);
        Path file = Files.write(folder.resolve("model"), body);
        Set<String> readers = ConcurrentHashMap.newKeySet();
        RequestBody whole = RequestBody.file(
                file, body.length, sent -> readers.add(Thread.currentThread().getName()));
        try (StubServer server = StubServer.answering(StubServer.ok("{}"));
                Transport transport = Calls.to(server);
                Exchange exchange =
                        transport.open(ExchangeRequest.post("/predict", whole, BodyEnd.json()), Calls.fresh())) {
            assertThat(exchange.start()).isEqualTo(200);
            assertThat(server.requests().get(0).body()).isEqualTo(body);
        }
        assertThat(readers).allMatch(name -> name.startsWith("memu-inference-upload"));
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
