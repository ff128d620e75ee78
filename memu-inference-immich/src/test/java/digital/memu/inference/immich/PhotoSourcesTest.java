package digital.memu.inference.immich;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.internal.http.BodyEnd;
import digital.memu.inference.internal.http.Exchange;
import digital.memu.inference.internal.http.ExchangeRequest;
import digital.memu.inference.internal.http.RequestBody;
import digital.memu.inference.internal.http.Transport;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.route.Zone;
import digital.memu.inference.testing.ManualClock;
import digital.memu.support.Fifo;
import digital.memu.support.HttpMessage;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where photos come from, and what may happen to them between the look and the sending. */
class PhotoSourcesTest {

    private static final byte[] JPEG = Fixtures.photo("image-jpeg");
    private static final byte[] VECTOR = ReplayServer.json("{\"clip\":\"[1.0]\",\"imageWidth\":64,\"imageHeight\":48}");

    @TempDir
    Path folder;

    @Test
    void fileBytesAndStreamsAreSentAlike() throws IOException {
        Path file = Files.write(folder.resolve("a.jpg"), JPEG);
        Photo[] photos = {
            Photo.of(file),
            Photo.of("a", JPEG),
            Photo.of("a", () -> new ByteArrayInputStream(JPEG)),
            // Streams may give less than they are asked for.
            Photo.of("a", () -> new FilterInputStream(new ByteArrayInputStream(JPEG)) {
                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    return super.read(target, offset, Math.min(length, 7));
                }

                @Override
                public long skip(long count) {
                    return 0;
                }
            })
        };
        try (ReplayServer server = ReplayServer.of(VECTOR);
                ImmichMlClient client = server.client().build()) {
            for (Photo photo : photos) {
                client.analyze(PhotoRequest.of(photo).embedding("m").build());
                HttpMessage request = server.requests().get(server.requests().size() - 1);
                assertThat(Form.of(request).part("image").orElseThrow().content())
                        .isEqualTo(JPEG);
            }
        }
    }

    @Test
    void aPhotoThatChangesItsLengthIsToldAndNeverSentAsAWhole() throws IOException {
        byte[] longer = Arrays.copyOf(JPEG, JPEG.length + 1);
        byte[] shorter = Arrays.copyOf(JPEG, JPEG.length - 1);
        changed(JPEG, longer, "it became longer while it was sent");
        changed(JPEG, shorter, "it became shorter while it was sent");
        changed(JPEG, new byte[0], "it became shorter while it was sent");
    }

    private static void changed(byte[] first, byte[] then, String words) {
        AtomicInteger times = new AtomicInteger();
        failed(
                Photo.of("changing.jpg", () -> new ByteArrayInputStream(times.getAndIncrement() == 0 ? first : then)),
                words);
    }

    @Test
    void aPhotoThatIsGoneByThenIsToldAsThePhotosFault() {
        AtomicInteger times = new AtomicInteger();
        failed(
                Photo.of("gone.jpg", () -> {
                    if (times.getAndIncrement() > 0) {
                        throw new IOException("gone");
                    }
                    return new ByteArrayInputStream(JPEG);
                }),
                "it cannot be read");
        AtomicInteger again = new AtomicInteger();
        failed(
                Photo.of("broken.jpg", () -> {
                    if (again.getAndIncrement() > 0) {
                        throw new IllegalStateException("broken");
                    }
                    return new ByteArrayInputStream(JPEG);
                }),
                "it cannot be read");
    }

    @Test
    void aFileThatIsRemovedAfterTheLookIsToldAsSuch() throws IOException {
        Path file = Files.write(folder.resolve("a.jpg"), JPEG);
        CheckedPhoto checked = PhotoCheck.check(Photo.of(file));
        Files.delete(file);
        try {
            checked.open();
        } catch (IOException e) {
            assertThat(PhotoCheck.unreadable(checked.photo(), e)).hasMessageContaining("there is no such file");
            return;
        }
        throw new AssertionError("opened");
    }

    private static void failed(Photo photo, String words) {
        try (ReplayServer server = ReplayServer.of(VECTOR);
                ImmichMlClient client = server.client().build()) {
            UnprocessablePhotoException failure = catchThrowableOfType(
                    UnprocessablePhotoException.class,
                    () -> client.analyze(PhotoRequest.of(photo).embedding("m").build()));
            assertThat(failure)
                    .isNotNull()
                    .hasMessageContaining("photo '" + photo.name() + "': ")
                    .hasMessageContaining(words);
            assertThat(failure.sent()).isFalse();
            assertThat(failure.evidence()).isEqualTo(Evidence.NONE);
            assertThat(server.requests()).as("a request that arrived whole").isEmpty();
        }
    }

    /** One that waits, for a network drive or a cloud, must not hold up what else goes to the server. */
    @Test
    void aStreamThatWaitsHoldsNobodyUp() throws Exception {
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        Set<InputStream> open = ConcurrentHashMap.newKeySet();
        Photo slow = Photo.of("slow.jpg", () -> {
            boolean waits = times.getAndIncrement() > 0;
            InputStream stream = new ByteArrayInputStream(JPEG) {
                @Override
                public synchronized int read(byte[] target, int offset, int length) {
                    if (waits) {
                        sending.countDown();
                        await(goOn);
                    }
                    return super.read(target, offset, length);
                }

                @Override
                public void close() {
                    open.remove(this);
                }
            };
            open.add(stream);
            return stream;
        });
        try (ReplayServer server =
                        new ReplayServer(request -> request.path().equals("/ping") ? ReplayServer.PONG : VECTOR);
                ImmichMlClient client = server.client().build()) {
            Thread caller = new Thread(
                    () -> client.analyze(PhotoRequest.of(slow).embedding("m").build()));
            caller.setDaemon(true);
            caller.start();
            assertThat(sending.await(30, TimeUnit.SECONDS)).isTrue();
            client.ping();
            assertThat(server.requests()).hasSize(1);
            goOn.countDown();
            caller.join(30_000);
            assertThat(server.requests()).hasSize(2);
        }
        assertThat(open).isEmpty();
    }

    /** A disk that has to spin up first, or is on the network, waits as a stream does. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void norDoesAFile() throws Exception {
        // More than the sockets take at once: what goes on then is the client's own thread.
        byte[] large = Arrays.copyOf(JPEG, 16 << 20);
        byte[] most = Arrays.copyOf(large, large.length - 1);
        Path file = Files.write(folder.resolve("slow.jpg"), large);
        CheckedPhoto checked = PhotoCheck.check(Photo.of(file));
        RequestBody body = PredictBody.photo("{}".getBytes(UTF_8), checked);
        CallContext context = new CallContext(
                new ManualClock(),
                ReplayServer.patient(Timeouts.builder()).build(),
                EnumSet.allOf(Zone.class),
                Long.MAX_VALUE,
                false);
        try (ReplayServer server =
                        new ReplayServer(request -> request.path().equals("/ping") ? ReplayServer.PONG : VECTOR);
                Transport transport = new Transport(List.of(HostAddress.parse(server.url())), Map.of());
                Exchange predict = transport.open(ExchangeRequest.post("/predict", body, BodyEnd.json()), context);
                Exchange ping = transport.open(ExchangeRequest.of("GET", "/ping", BodyEnd.none()), context);
                Fifo slow = Fifo.at(file)) {
            CompletableFuture<Integer> sent = CompletableFuture.supplyAsync(predict::start);
            slow.write(most);

            assertThat(CompletableFuture.supplyAsync(ping::start).get(60, TimeUnit.SECONDS))
                    .isEqualTo(200);
            assertThat(sent).isNotDone();

            slow.write(new byte[1]);
            slow.end();
            assertThat(sent.get(60, TimeUnit.SECONDS)).isEqualTo(200);
            assertThat(Form.of(server.requests().get(1))
                            .part("image")
                            .orElseThrow()
                            .content())
                    .isEqualTo(large);
        }
    }

    @Test
    void whoIsInterruptedGivesUpAndHasNoBadPhoto() throws IOException {
        Photo file = Photo.of(Files.write(folder.resolve("a.jpg"), JPEG));
        try (ReplayServer server = ReplayServer.of(VECTOR);
                ImmichMlClient client = server.client().build()) {
            for (PhotoModel model : new PhotoModel[] {client, client.preparedBy(ImageIoPhotoPreparer.create())}) {
                Thread.currentThread().interrupt();
                try {
                    assertThatExceptionOfType(InferenceCancelledException.class)
                            .isThrownBy(() -> model.analyze(
                                    PhotoRequest.of(file).embedding("m").build()));
                } finally {
                    assertThat(Thread.interrupted()).isTrue();
                }
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    /** A source of which nothing comes, and which nobody can close before it does. */
    private final class Stuck implements Photo.Source, AutoCloseable {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public InputStream open() {
            return new InputStream() {
                @Override
                public synchronized int read() throws IOException {
                    begun.countDown();
                    boolean interrupted = false;
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
                public synchronized void close() {}
            };
        }

        @Override
        public void close() {
            goOn.countDown();
        }
    }

    private static CompletableFuture<Throwable> analysis(ImmichMlClient client, Photo.Source source) {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread caller = new Thread(() -> failure.complete(catchThrowable(() -> client.analyze(
                PhotoRequest.of(Photo.of("a.jpg", source)).embedding("m").build()))));
        caller.setDaemon(true);
        caller.start();
        return failure;
    }

    @Test
    void aSourceOfWhichNothingComesKeepsNobodyBeyondTheDeadline() throws Exception {
        ManualClock clock = new ManualClock();
        try (Stuck stuck = new Stuck();
                ReplayServer server = ReplayServer.of(VECTOR);
                ImmichMlClient client = server.client().time(clock).build()) {
            CompletableFuture<Throwable> failure = analysis(client, stuck);
            assertThat(stuck.begun.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(clock.awaitTimers(1, Duration.ofSeconds(30))).isTrue();
            clock.advance(Timeouts.defaults().total());

            assertThat(failure.get(30, TimeUnit.SECONDS)).isInstanceOf(InferenceTimeoutException.class);
            assertThat(clock.timers()).isZero();
        }
    }

    @Test
    @SuppressWarnings("try") // closing it is what is tested
    void norBeyondTheEndOfTheClient() throws Exception {
        try (Stuck stuck = new Stuck();
                ReplayServer server = ReplayServer.of(VECTOR);
                ImmichMlClient client = server.client().build()) {
            CompletableFuture<Throwable> failure = analysis(client, stuck);
            assertThat(stuck.begun.await(30, TimeUnit.SECONDS)).isTrue();
            client.close();

            assertThat(failure.get(30, TimeUnit.SECONDS)).isInstanceOf(InferenceCancelledException.class);
            assertThat(analysis(client, stuck).get(30, TimeUnit.SECONDS))
                    .as("begun afterwards")
                    .isInstanceOf(InferenceCancelledException.class);
        }
    }

    @Test
    void aSourceThatGivesNothingForEverIsAtFault() throws Exception {
        AtomicInteger times = new AtomicInteger();
        for (int readable : new int[] {0, 1}) {
            times.set(0);
            Photo.Source broken = () -> new FilterInputStream(new ByteArrayInputStream(JPEG)) {
                private final boolean works = times.getAndIncrement() < readable;

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    return works ? super.read(target, offset, length) : 0;
                }
            };
            try (ReplayServer server = ReplayServer.of(VECTOR);
                    ImmichMlClient client = server.client().build()) {
                assertThat(analysis(client, broken).get(20, TimeUnit.SECONDS))
                        .isInstanceOf(UnprocessablePhotoException.class)
                        .hasMessageContaining("it cannot be read");
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
