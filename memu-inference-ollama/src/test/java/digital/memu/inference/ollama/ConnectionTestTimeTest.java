package digital.memu.inference.ollama;

import static digital.memu.inference.ollama.RawServer.answer;
import static digital.memu.inference.ollama.RawServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.setup.ConnectionTest;
import digital.memu.inference.setup.ConnectionTestBuilder;
import digital.memu.inference.setup.Diagnosis;
import digital.memu.inference.setup.Severity;
import digital.memu.inference.setup.Step;
import digital.memu.inference.setup.Step.Part;
import digital.memu.inference.testing.ManualClock;
import digital.memu.support.CrowdedPort;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that are silent at one step: the limits that a test keeps to, and its end from outside. */
@Timeout(180)
class ConnectionTestTimeTest {

    private static final Duration ENOUGH = Duration.ofSeconds(60);

    private final ManualClock clock = new ManualClock();
    private final CountDownLatch speak = new CountDownLatch(1);

    @AfterEach
    void nothingIsLeft() {
        assertThat(LibraryThreads.alive()).isEmpty();
        assertThat(clock.timers()).isZero();
    }

    /** Where a server may fall silent. */
    enum Silence {
        SPEAK(Part.SPEAK, "/api/version", DiagnosisCode.SILENT),
        IDENTIFY(Part.IDENTIFY, "/api/version", DiagnosisCode.SILENT) {
            @Override
            void say(Socket socket) throws IOException {
                RawServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"version\":");
            }
        },
        MODEL(Part.MODEL, "/api/tags", DiagnosisCode.SLOW_START),
        GPU(Part.GPU, "/metrics", DiagnosisCode.OK),
        SPEED(Part.SPEED, "/api/generate", DiagnosisCode.SLOW_START);

        private final Part part;
        private final String path;
        private final DiagnosisCode code;

        Silence(Part part, String path, DiagnosisCode code) {
            this.part = part;
            this.path = path;
            this.code = code;
        }

        void say(Socket socket) throws IOException {}

        void serve(String asked, Socket socket) throws IOException {
            if (asked.equals(path)) {
                say(socket);
                RawServer.hold(socket);
            } else {
                RawServer.send(socket, ollama(asked));
            }
        }
    }

    /** Who ends a test. */
    enum By {
        CANCEL {
            @Override
            void end(ConnectionTest test, CompletableFuture<Diagnosis> running) {
                test.cancel();
            }
        },
        CLOSE {
            @Override
            void end(ConnectionTest test, CompletableFuture<Diagnosis> running) {
                test.close();
            }
        },
        FUTURE {
            @Override
            void end(ConnectionTest test, CompletableFuture<Diagnosis> running) {
                running.cancel(true);
            }
        };

        abstract void end(ConnectionTest test, CompletableFuture<Diagnosis> running);
    }

    static Stream<Arguments> everySilenceAndWayToEndIt() {
        return Stream.of(Silence.values())
                .flatMap(silence -> Stream.of(By.values()).map(by -> Arguments.of(silence, by)));
    }

    @ParameterizedTest
    @MethodSource("everySilenceAndWayToEndIt")
    void itCanBeEndedAtEveryStep(Silence silence, By by) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (RawServer server = new RawServer(silence::serve);
                ConnectionTest test = with(silence, server, reached).build()) {
            CompletableFuture<Diagnosis> running = test.start();
            assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
            awaitRequest(server, silence.path);

            by.end(test, running);

            assertThatThrownBy(() -> running.get(60, TimeUnit.SECONDS))
                    .satisfies(failure -> assertThat(cause(failure))
                            .isInstanceOfAny(InferenceCancelledException.class, CancellationException.class));
            assertThat(server.awaitEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void itEndsByItself(Silence silence) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (RawServer server = new RawServer(silence::serve);
                ConnectionTest test = with(silence, server, reached).build()) {
            CompletableFuture<Diagnosis> running = test.start();
            assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
            awaitRequest(server, silence.path);
            assertThat(clock.awaitTimers(1, ENOUGH)).isTrue();

            clock.advance(Duration.ofSeconds(10));

            assertThat(running.get(60, TimeUnit.SECONDS).code()).isEqualTo(silence.code);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDialCanBeEnded(By by) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (CrowdedPort pc = new CrowdedPort();
                ConnectionTest test = of(pc.url(), Part.REACH, reached).build()) {
            CompletableFuture<Diagnosis> running = test.start();
            assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(clock.awaitTimers(1, ENOUGH)).isTrue();

            by.end(test, running);

            assertThatThrownBy(() -> running.get(60, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void nothingAnswersTheDial() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (CrowdedPort pc = new CrowdedPort();
                ConnectionTest test = of(pc.url(), Part.REACH, reached).build()) {
            CompletableFuture<Diagnosis> running = test.start();
            assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(clock.awaitTimers(1, ENOUGH)).isTrue();

            clock.advance(Duration.ofSeconds(4));

            Diagnosis diagnosis = running.get(60, TimeUnit.SECONDS);
            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.TIMEOUT);
            assertThat(diagnosis.fix()).startsWith("Is that computer on and awake?");
        }
    }

    @Test
    void anAnswerThatComesLateIsToldOf() throws Exception {
        try (RawServer server = new RawServer((path, socket) -> {
                    if (path.equals("/api/version")) {
                        await(speak);
                    }
                    RawServer.send(socket, ollama(path));
                });
                ConnectionTest test =
                        of(server.url(), Part.SPEED, new CountDownLatch(1)).build()) {
            CompletableFuture<Diagnosis> running = test.start();
            assertThat(server.awaitRequest()).isTrue();
            assertThat(clock.awaitTimers(1, ENOUGH)).isTrue();
            clock.advance(Duration.ofSeconds(4));
            speak.countDown();

            Diagnosis diagnosis = running.get(60, TimeUnit.SECONDS);
            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.SLOW_START);
            assertThat(diagnosis.severity()).isEqualTo(Severity.WARNING);
            assertThat(diagnosis.found()).isPresent();
            assertThat(diagnosis.details()).containsEntry("took", "4000 ms");
        }
    }

    @Test
    void aListenerThatThrowsEndsTheTest() throws Exception {
        try (RawServer server = new RawServer((path, socket) -> RawServer.send(socket, ollama(path)));
                ConnectionTest test = ConnectionTest.of(server.url())
                        .onStep(step -> {
                            throw new IllegalStateException("of the caller's own");
                        })
                        .time(clock)
                        .build()) {
            assertThatThrownBy(test::run).hasMessage("of the caller's own");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void itIsNotRunOnceClosed() {
        ConnectionTest test = ConnectionTest.of("127.0.0.1:9").time(clock).build();
        test.close();
        test.close();

        assertThatThrownBy(test::run).isInstanceOf(InferenceCancelledException.class);
        assertThatThrownBy(() -> test.start().get()).hasCauseInstanceOf(InferenceCancelledException.class);
    }

    private ConnectionTestBuilder with(Silence silence, RawServer server, CountDownLatch reached) {
        ConnectionTestBuilder builder = of(server.url(), silence.part, reached).model("llama3.2");
        if (silence == Silence.GPU) {
            builder.exporter(server.url());
        }
        return silence == Silence.SPEED ? builder.speed(Duration.ofSeconds(10)) : builder;
    }

    private ConnectionTestBuilder of(String url, Part part, CountDownLatch reached) {
        return ConnectionTest.of(url).time(clock).locale(Locale.ENGLISH).onStep((Step step) -> {
            if (step.part() == part) {
                reached.countDown();
            }
        });
    }

    private static void awaitRequest(RawServer server, String path) throws InterruptedException {
        while (server.requests().stream().noneMatch(request -> request.endsWith(" " + path))) {
            assertThat(server.awaitRequest()).as("a request for " + path).isTrue();
        }
    }

    private static String ollama(String path) {
        return switch (path) {
            case "/api/version" -> json("{\"version\":\"0.32.15\"}");
            case "/api/tags" -> json("{\"models\":[{\"name\":\"llama3.2:latest\"}]}");
            case "/api/ps" -> json("{\"models\":[]}");
            default -> answer(404, "text/plain", "404 page not found");
        };
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof ExecutionException ? failure.getCause() : failure;
    }
}
