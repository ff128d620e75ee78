package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.internal.http.Transport;
import digital.memu.inference.internal.time.SystemTime;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Tier;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.route.Zone;
import digital.memu.inference.testing.ManualClock;
import digital.memu.support.HttpMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A failure that tells nothing: what the server is asked then, how often, and what is remembered. */
class ModelQuestionTest {

    private static final String NOT_LOADED = "{\"detail\":\"Failed to load model 'buffalo_l'\"}";

    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private volatile byte[] prediction = ReplayServer.UNCLEAR;

    private byte[] answer(HttpMessage request) {
        if (!ReplayServer.isQuestion(request)) {
            return prediction;
        }
        String entries = Form.of(request).part("entries").orElseThrow().text();
        return unknown.stream().anyMatch(entries::contains) ? ReplayServer.UNCLEAR : ReplayServer.NO_PAYLOAD;
    }

    @Test
    void theUnknownOneOfSeveralModelsIsNamed() {
        unknown.add("PP-OCRv9");
        try (ReplayServer server = new ReplayServer(this::answer);
                ImmichMlClient client = server.client().build()) {
            PhotoRequest all = request()
                    .embedding("ViT")
                    .faces("buffalo_l")
                    .text("PP-OCRv9")
                    .build();
            ModelNotFoundException failure =
                    catchThrowableOfType(ModelNotFoundException.class, () -> client.analyze(all));

            assertThat(failure.model()).isEqualTo("PP-OCRv9");
            assertThat(failure.evidence()).isEqualTo(Evidence.CONFIGURATION);
            assertThat(failure).hasMessageContaining("Immich 2.2").hasMessageContaining("/predict");
            assertThat(server.requests()).hasSize(4);
            catchThrowable(() -> client.analyze(all));
            assertThat(server.requests()).as("nothing is asked twice").hasSize(5);
        }
    }

    @Test
    void knownModelsMakeItThePhotosFaultAndAreAskedForOnce() {
        try (ReplayServer server = new ReplayServer(this::answer);
                ImmichMlClient client = server.client().build()) {
            for (int i = 0; i < 5; i++) {
                UnprocessablePhotoException failure = catchThrowableOfType(
                        UnprocessablePhotoException.class,
                        () -> client.analyze(request().faces("buffalo_l").build()));
                assertThat(failure.sent()).isTrue();
                assertThat(failure.evidence()).isEqualTo(Evidence.NONE);
                assertThat(failure).hasMessageContaining("'a.jpg'").hasMessageContaining("buffalo_l");
            }
            assertThat(server.requests()).hasSize(6);
        }
    }

    @Test
    void aModelThatHasServedIsNotAskedFor() {
        prediction = ReplayServer.json("{\"clip\":[1],\"imageWidth\":1,\"imageHeight\":1}");
        try (ReplayServer server = new ReplayServer(this::answer);
                ImmichMlClient client = server.client().build()) {
            client.analyze(request().embedding("ViT").build());
            prediction = ReplayServer.UNCLEAR;
            assertThatExceptionOfType(UnprocessablePhotoException.class)
                    .isThrownBy(() -> client.analyze(request().embedding("ViT").build()))
                    .withMessageContaining("open in a viewer");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void manyFailuresAtOnceAskOnce() throws Exception {
        CountDownLatch all = new CountDownLatch(4);
        try (ReplayServer server = new ReplayServer(request -> {
                    if (!ReplayServer.isQuestion(request)) {
                        all.countDown();
                        await(all);
                    }
                    return answer(request);
                });
                ImmichMlClient client = server.client().build()) {
            ExecutorService callers = Executors.newFixedThreadPool(4);
            try {
                List<CompletableFuture<Throwable>> failures = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    failures.add(CompletableFuture.supplyAsync(
                            () -> catchThrowable(() ->
                                    client.analyze(request().embedding("ViT").build())),
                            callers));
                }
                for (CompletableFuture<Throwable> failure : failures) {
                    assertThat(failure.get(30, TimeUnit.SECONDS)).isInstanceOf(UnprocessablePhotoException.class);
                }
            } finally {
                callers.shutdownNow();
            }
            assertThat(server.requests().stream().filter(ReplayServer::isQuestion))
                    .hasSize(1);
        }
    }

    /** The one who asks may have more time than the others. */
    @Test
    void whoWaitsForTheQuestionOfAnotherStillKeepsItsDeadline() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ReplayServer replay = new ReplayServer(request -> {
                    if (ReplayServer.isQuestion(request)) {
                        asked.countDown();
                        await(goOn);
                    }
                    return answer(request);
                });
                SystemTime time = new SystemTime();
                ImmichMlServer server = new ImmichMlServer(
                        "pc",
                        Tier.EXTERNAL,
                        new Transport(List.of(HostAddress.parse(replay.url())), Map.of()),
                        Thresholds.defaults())) {
            CompletableFuture<Throwable> first = question(server, time, Long.MAX_VALUE);
            try {
                assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
                assertThat(question(server, time, time.nanoTime() + 500_000_000L)
                                .get(20, TimeUnit.SECONDS))
                        .isInstanceOfSatisfying(
                                InferenceTimeoutException.class,
                                e -> assertThat(e.clock()).isEqualTo(InferenceTimeoutException.Clock.TOTAL));
            } finally {
                goOn.countDown();
            }
            assertThat(first.get(30, TimeUnit.SECONDS)).isNull();
        }
    }

    private static CompletableFuture<Throwable> question(ImmichMlServer server, TimeSource time, long deadline) {
        CallContext context = new CallContext(
                time, ReplayServer.patient(Timeouts.builder()).build(), EnumSet.allOf(Zone.class), deadline, false);
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> outcome.complete(catchThrowable(() -> new ModelQuestion(server, context)
                .allServed(List.of(ImmichMlModel.embedding("ViT")), "http://server"))));
        caller.setDaemon(true);
        caller.start();
        return outcome;
    }

    @Test
    void aTextThatFailsIsNeverThePhotosFault() {
        try (ReplayServer server = new ReplayServer(this::answer);
                ImmichMlClient client = server.client().build()) {
            ServerException failure =
                    catchThrowableOfType(ServerException.class, () -> client.embedText("ViT", "a dog"));
            assertThat(failure.evidence()).isEqualTo(Evidence.SOFT);
            unknown.add("nope");
            assertThatExceptionOfType(ModelNotFoundException.class)
                    .isThrownBy(() -> client.embedText("nope", "a dog"))
                    .withMessageContaining("vectors of texts");
        }
    }

    /** Whether the photo or the server is at fault cannot be told then; the server lives, after all. */
    @Test
    void aQuestionWithoutAnAnswerLeavesItToTheServer() {
        try (ReplayServer server =
                        new ReplayServer(request -> ReplayServer.isQuestion(request) ? null : ReplayServer.UNCLEAR);
                ImmichMlClient client = server.client().build()) {
            ServerException failure = catchThrowableOfType(
                    ServerException.class,
                    () -> client.analyze(request().embedding("ViT").build()));
            assertThat(failure.evidence()).isEqualTo(Evidence.SOFT);
            assertThat(failure.getSuppressed()).hasSize(1);
        }
    }

    @Test
    void aServerStartedAnewIsAskedAnew() {
        try (ReplayServer server = new ReplayServer(this::answer);
                ImmichMlClient client = server.client().build()) {
            unknown.add("ViT");
            assertThatExceptionOfType(ModelNotFoundException.class)
                    .isThrownBy(() -> client.analyze(request().embedding("ViT").build()));
            prediction = null;
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> client.analyze(request().embedding("ViT").build()));
            prediction = ReplayServer.UNCLEAR;
            unknown.clear();
            assertThatExceptionOfType(UnprocessablePhotoException.class)
                    .isThrownBy(() -> client.analyze(request().embedding("ViT").build()));
        }
    }

    @Test
    void aModelThatCannotBeLoadedIsLeftAloneForLongerThanTheServerRefusesIt() {
        ManualClock clock = new ManualClock();
        prediction = ReplayServer.answer("500 Internal Server Error", "application/json", NOT_LOADED);
        try (ReplayServer server = new ReplayServer(this::answer);
                ImmichMlClient client = server.client().time(clock).build()) {
            MisconfiguredException first = catchThrowableOfType(
                    MisconfiguredException.class,
                    () -> client.analyze(
                            request().embedding("ViT").faces("buffalo_l").build()));
            assertThat(first).hasMessageContaining("'buffalo_l'").hasMessageContaining("Restart the container");
            assertThat(first.wholeBackend()).isFalse();

            clock.advance(Duration.ofSeconds(67));
            MisconfiguredException paused = catchThrowableOfType(
                    MisconfiguredException.class,
                    () -> client.analyze(request().faces("buffalo_l").build()));
            assertThat(paused).hasMessageContaining("asked again in 243 s");
            assertThat(paused.wholeBackend()).isFalse();
            clock.advance(Duration.ofSeconds(242));
            catchThrowable(() -> client.analyze(request().faces("buffalo_l").build()));
            assertThat(server.requests()).as("not a packet meanwhile").hasSize(1);

            prediction = ReplayServer.json("{\"clip\":[1],\"imageWidth\":1,\"imageHeight\":1}");
            assertThat(client.analyze(request().embedding("ViT").build()).embedding())
                    .as("another model is served")
                    .isPresent();
            clock.advance(Duration.ofSeconds(1));
            prediction = ReplayServer.json("{\"facial-recognition\":[],\"imageWidth\":1,\"imageHeight\":1}");
            assertThat(client.analyze(request().faces("buffalo_l").build()).faces())
                    .isEmpty();
        }
    }

    /** As its advice says. */
    @Test
    void aServerStartedAnewMayBeAskedForAModelThatItCouldNotLoad() {
        prediction = ReplayServer.answer("500 Internal Server Error", "application/json", NOT_LOADED);
        try (ReplayServer server = new ReplayServer(this::answer);
                ImmichMlClient client = server.client().build()) {
            PhotoRequest faces = request().faces("buffalo_l").build();
            assertThatExceptionOfType(MisconfiguredException.class).isThrownBy(() -> client.analyze(faces));
            prediction = null;
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> client.analyze(request().embedding("ViT").build()));

            prediction = ReplayServer.json("{\"facial-recognition\":[],\"imageWidth\":1,\"imageHeight\":1}");
            assertThat(client.analyze(faces).faces()).isEmpty();
        }
    }

    private static PhotoRequest.Builder request() {
        return PhotoRequest.of(Photo.of("a.jpg", Fixtures.photo("image-jpeg")));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
